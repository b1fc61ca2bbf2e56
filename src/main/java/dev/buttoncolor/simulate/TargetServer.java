package dev.buttoncolor.simulate;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The HTTP client of a server that runs the experiment. Safe for use by many threads. */
public final class TargetServer {

  /** Not the name of a bot, so the program counts these visitors. */
  private static final String USER_AGENT = "button-color-simulator";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Gson GSON = new Gson();

  private final TargetAddress address;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  public TargetServer(TargetAddress address) {
    this.address = address;
  }

  /**
   * What the landing page told one visitor.
   *
   * @param group null if the visitor is in none
   * @param counted whether the page takes this for an exposure
   * @param signup where the button leads
   */
  record LandingAnswer(String group, boolean counted, String signup) {}

  LandingAnswer open(String id) throws IOException, InterruptedException {
    return get(address.resolve("/?random=" + id), LandingAnswer.class);
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
      return Optional.ofNullable(
          get(address.resolve(landing.signup()), SignupAnswer.class).counted());
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
    URI uri = address.resolve("/results.json");
    try {
      PageResults results = get(uri, PageResults.class);
      if (results.isUsable()) {
        return results;
      }
    } catch (ConnectException e) {
      throw notRunning(e);
    } catch (IOException e) {
      throw SimulationException.failed(
          uri
              + " does not return the experiment's results: "
              + e.getMessage()
              + ". The simulator reads them where visitors come, so RESULTS_ON must be PORT there.",
          e);
    }
    throw SimulationException.failed(
        uri
            + " does not return the experiment's results: parts of them are missing or cannot be"
            + " printed.");
  }

  private SimulationException notRunning(ConnectException cause) {
    return SimulationException.failed(
        "Nothing answers at "
            + address
            + ": start the experiment first, with java -jar target/button-color-experiment.jar.",
        cause);
  }

  public TargetAddress address() {
    return address;
  }

  private <T> T get(URI uri, Class<T> shape) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "application/json")
            .header("User-Agent", USER_AGENT)
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
