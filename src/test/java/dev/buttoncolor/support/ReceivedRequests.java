package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * What a {@link FakeStatsig} was asked, in order of arrival. The {@code await} methods block until
 * what they name is there, or fail with all that did arrive.
 *
 * <p>The SDK's own {@code statsig::diagnostics} events are not events here: the SDK sends them on
 * its own, and as many as it likes. Safe for use by many threads.
 */
public final class ReceivedRequests {
  public static final String LOG_EVENT = "/v1/log_event";
  public static final String SPECS = "/v1/download_config_specs";

  private final List<Request> requests = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /**
   * One request; {@code status} is what it was answered, 0 if it was left hanging. Header names are
   * looked up in any case.
   */
  public record Request(int number, String path, Map<String, String> headers, int status) {}

  /** One event that was taken, with the metadata of its post. */
  public record Event(JsonObject json, JsonObject sdk, Request request) {
    public String name() {
      return json.get("eventName").getAsString();
    }

    public String userId() {
      return json.getAsJsonObject("user").get("userID").getAsString();
    }

    /** The experiment of an exposure, null for every other event. */
    public String experiment() {
      JsonElement metadata = json.get("metadata");
      JsonElement config = metadata instanceof JsonObject object ? object.get("config") : null;
      return config == null ? null : config.getAsString();
    }
  }

  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  public synchronized int count() {
    return requests.size();
  }

  /** Every request so far to a path that begins so, answered or not. */
  public synchronized List<Request> requestsTo(String path) {
    return requests.stream().filter(request -> request.path().startsWith(path)).toList();
  }

  public synchronized Set<String> paths() {
    return requests.stream().map(Request::path).collect(Collectors.toSet());
  }

  /** Blocks until an event of that name for that user was taken, and returns the first such. */
  public Event awaitEvent(String name, String userId) {
    Predicate<Event> meant = event -> event.name().equals(name) && event.userId().equals(userId);
    Polling.until(() -> events().stream().anyMatch(meant), this::toString);
    return events().stream().filter(meant).findFirst().orElseThrow();
  }

  /** Blocks until at least {@code count} events were taken, and returns all there are. */
  public List<Event> awaitEvents(int count) {
    Polling.until(() -> events().size() >= count, this::toString);
    return events();
  }

  /** Blocks until a path that begins so was asked for, and returns the first such request. */
  public Request awaitRequest(String path) {
    Polling.until(() -> !requestsTo(path).isEmpty(), this::toString);
    return requestsTo(path).get(0);
  }

  /** Blocks until paths that begin so were asked for so often from now on. */
  public void awaitMore(int count, String path) {
    int before = requestsTo(path).size();
    Polling.until(() -> requestsTo(path).size() >= before + count, this::toString);
  }

  /**
   * Fails if an event came twice, unless it came first in one of the last posts before a kill.
   *
   * @param identity tells one event from all others
   * @param kills how many requests had come at each kill of an instance
   * @param instances that posted at the same time
   */
  public void assertOnce(Function<Event, Object> identity, List<Integer> kills, int instances) {
    for (List<Event> each : events().stream().collect(Collectors.groupingBy(identity)).values()) {
      int first = each.get(0).request().number();
      boolean mayBeRepeated =
          kills.stream()
              .anyMatch(kill -> first < kill && first >= kill - 4 * instances); // specs between
      assertTrue(each.size() == 1 || each.size() == 2 && mayBeRepeated, each::toString);
    }
  }

  /**
   * Records a request.
   *
   * @param taken the post whose events were taken; empty for any other request
   */
  synchronized void add(String path, Map<String, String> headers, int status, String taken) {
    Request request = new Request(requests.size(), path, headers, status);
    requests.add(request);
    if (!taken.isEmpty()) {
      JsonObject post = JsonParser.parseString(taken).getAsJsonObject();
      post.getAsJsonArray("events").asList().stream()
          .filter(event -> !event.toString().contains("\"statsig::diagnostics\""))
          .map(JsonElement::getAsJsonObject)
          .forEach(
              event ->
                  events.add(new Event(event, post.getAsJsonObject("statsigMetadata"), request)));
    }
  }

  static String unzipped(InputStream body, Map<String, String> headers) throws IOException {
    boolean zipped = "gzip".equalsIgnoreCase(headers.get("Content-Encoding"));
    InputStream plain = zipped ? new GZIPInputStream(body) : body;
    return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public synchronized String toString() {
    return requests + ", events: " + events;
  }
}
