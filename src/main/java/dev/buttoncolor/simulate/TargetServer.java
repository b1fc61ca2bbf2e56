package dev.buttoncolor.simulate;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/** The HTTP client of a server that runs the experiment. Safe for use by many threads. */
public final class TargetServer {

  private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#@]+/?");

  /** {@link URI} checks that each part of an address is at most 255. */
  private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}");

  private static final Pattern LINK = Pattern.compile("/\\w[\\w/?=&.-]*"); // of the same server
  private static final String USER_AGENT = "button-color-simulator"; // no bot's: it is counted
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Gson GSON = new Gson();

  private final URI base; // such as http://127.0.0.1:8080/
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  private TargetServer(URI base) {
    this.base = base;
  }

  /**
   * The server at an address.
   *
   * @param anywhere whether a host beyond this machine is meant; without it only {@code localhost}
   *     and literal loopback addresses pass, as no other name is sure to stay on this machine
   * @throws IllegalArgumentException if the text is no such address, in a sentence
   */
  public static TargetServer at(String address, boolean anywhere) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      uri = URI.create("");
    }
    if (uri.getHost() == null || !ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          ("\"%s\" is not the address of a server: it is written as http://127.0.0.1:8080,"
                  + " without a path.")
              .formatted(address));
    }
    if (!anywhere && !LOOPBACK.matcher(uri.getHost()).matches()) {
      throw new IllegalArgumentException(
          ("The host %s is not this machine: simulated visitors go to localhost, 127.0.0.1 or"
                  + " [::1] only, as they would spoil a real experiment; --anywhere lets them"
                  + " go elsewhere.")
              .formatted(uri.getHost()));
    }
    return new TargetServer(uri.resolve("/"));
  }

  /**
   * What a page told one visitor.
   *
   * @param group null if the visitor is in none, and on the page behind the button
   * @param counted whether the page counts this; null if it does not know yet
   * @param signup where the button leads; null on the page behind it
   */
  record Answer(String group, Boolean counted, String signup) {}

  /** The page shows the true rates beside its own. */
  Answer open(String id, TrueRates rates) throws IOException, InterruptedException {
    return get("/?random=" + id, Answer.class, "Simulated-Rates", rates.asQuery());
  }

  Answer follow(Answer landing) throws IOException, InterruptedException {
    if (landing.signup() == null || !LINK.matcher(landing.signup()).matches()) {
      throw new IOException("the page's button leads nowhere, or away from the server");
    }
    return get(landing.signup(), Answer.class);
  }

  /** What the results page has now; a failure is told in a sentence. */
  public PageResults results() throws IOException, InterruptedException {
    String isNone = this + "/results.json does not return the experiment's results: ";
    PageResults results;
    try {
      results = get("/results.json", PageResults.class);
    } catch (ConnectException e) {
      throw new IOException(
          "Nothing answers at "
              + this
              + ": start the experiment first, with java -jar target/button-color-experiment.jar.");
    } catch (IOException e) {
      throw new IOException(
          isNone
              + e.getMessage()
              + ". The simulator reads them where visitors come, so RESULTS_ON must be PORT"
              + " there.");
    }
    if (!results.isUsable()) {
      throw new IOException(isNone + "parts of them are missing or cannot be printed.");
    }
    return results;
  }

  private <T> T get(String link, Class<T> shape, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(link))
            .headers("Accept", "application/json", "User-Agent", USER_AGENT)
            .timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    String answer = "the answer to " + response.uri().getPath() + " was ";
    if (response.statusCode() != 200) {
      throw new IOException(answer + response.statusCode());
    }
    try {
      T json = GSON.fromJson(response.body(), shape);
      if (json != null) {
        return json;
      }
    } catch (JsonParseException e) {
      throw new IOException(answer + "not the JSON expected", e);
    }
    throw new IOException(answer + "empty");
  }

  /** The address as a person writes it, without a slash at its end. */
  @Override
  public String toString() {
    return base.getScheme() + "://" + base.getRawAuthority();
  }
}
