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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The HTTP client of a server that runs the experiment. Safe for use by many threads. */
public final class TargetServer {

  /** {@link URI} has already seen that each part of an address is at most 255. */
  private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}");

  /** Not the name of a bot, so the program counts these visitors. */
  private static final String USER_AGENT = "button-color-simulator";

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
   * The server at an address: scheme, host and port, and nothing else.
   *
   * @param anywhere whether a host beyond this machine is meant; without it only {@code localhost}
   *     and literal loopback addresses pass, as no other name is sure to stay on this machine
   * @throws SimulationException if the text is no such address, or leads away from this machine
   */
  public static TargetServer at(String address, boolean anywhere) throws SimulationException {
    URI uri = uri(address);
    if (!anywhere && !LOOPBACK.matcher(uri.getHost()).matches()) {
      throw SimulationException.refused(
          "The host %s is not this machine: simulated visitors go to localhost, 127.0.0.1 or [::1]"
              + " only, as they would spoil a real experiment; --anywhere lets them go elsewhere.",
          uri.getHost());
    }
    return new TargetServer(uri.resolve("/"));
  }

  private static URI uri(String text) throws SimulationException {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null;
      boolean root = Set.of("", "/").contains(String.valueOf(uri.getRawPath()));
      if (http && uri.getHost() != null && bare && root && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Refused below, like other kinds of URI.
    }
    throw SimulationException.refused(
        "\"%s\" is not the address of a server: it is written as http://127.0.0.1:8080, without a"
            + " path.",
        text);
  }

  /**
   * A link of one of the server's pages.
   *
   * @throws IllegalArgumentException if it leads to another server
   */
  URI resolve(String link) {
    URI target = base.resolve(link);
    if (!base.getScheme().equals(target.getScheme())
        || !base.getRawAuthority().equals(target.getRawAuthority())) {
      throw new IllegalArgumentException("a link leads away from the server");
    }
    return target;
  }

  /**
   * What the landing page told one visitor.
   *
   * @param group null if the visitor is in none
   * @param counted whether the page takes this for an exposure
   * @param signup where the button leads
   */
  record LandingAnswer(String group, boolean counted, String signup) {}

  /** Opens the page, and tells it the true rates, which it shows beside its own. */
  LandingAnswer open(String id, TrueRates rates) throws IOException, InterruptedException {
    return get(resolve("/?random=" + id), LandingAnswer.class, "Simulated-Rates", rates.asQuery());
  }

  /** The part of the answer to a signup that a simulation needs. */
  private record SignupAnswer(Boolean counted) {}

  /**
   * Follows the button that the visitor was shown.
   *
   * @return whether the page counts the signup; empty if it does not know yet
   */
  Optional<Boolean> follow(LandingAnswer landing) throws IOException, InterruptedException {
    if (landing.signup() == null) {
      throw new IOException("the page's button leads nowhere");
    }
    try {
      return Optional.ofNullable(get(resolve(landing.signup()), SignupAnswer.class).counted());
    } catch (IllegalArgumentException e) {
      throw new IOException("the page's button leads away from the server", e);
    }
  }

  /**
   * What the results page has now.
   *
   * @throws SimulationException if nothing answers, or not this program
   */
  public PageResults results() throws SimulationException, InterruptedException {
    URI uri = resolve("/results.json");
    try {
      PageResults results = get(uri, PageResults.class);
      if (results.isUsable()) {
        return results;
      }
    } catch (ConnectException e) {
      throw SimulationException.failed(
          "Nothing answers at %s: start the experiment first, with java -jar"
              + " target/button-color-experiment.jar.",
          this);
    } catch (IOException e) {
      throw SimulationException.failed(
          "%s does not return the experiment's results: %s. The simulator reads them where visitors"
              + " come, so RESULTS_ON must be PORT there.",
          uri, e.getMessage());
    }
    throw SimulationException.failed(
        "%s does not return the experiment's results: parts of them are missing or cannot be"
            + " printed.",
        uri);
  }

  /** The address as a person writes it, without a slash at its end. */
  @Override
  public String toString() {
    return base.getScheme() + "://" + base.getRawAuthority();
  }

  private <T> T get(URI uri, Class<T> shape, String... moreHeaders)
      throws IOException, InterruptedException {
    String[] headers = {"Accept", "application/json", "User-Agent", USER_AGENT};
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .headers(Stream.of(headers, moreHeaders).flatMap(Stream::of).toArray(String[]::new))
            .timeout(PATIENCE)
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("the answer to " + uri.getPath() + " was " + response.statusCode());
    }
    try {
      T answer = GSON.fromJson(response.body(), shape);
      if (answer != null) {
        return answer;
      }
    } catch (JsonParseException e) {
      throw new IOException("the answer to " + uri.getPath() + " was not the JSON expected", e);
    }
    throw new IOException("the answer to " + uri.getPath() + " was empty");
  }
}
