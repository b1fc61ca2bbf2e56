package dev.buttoncolor.support;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
  static final String LOG_EVENT = "/v1/log_event";
  static final String SPECS = "/v1/download_config_specs";

  private final List<Request> requests = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /**
   * One request; {@code status} is what it was answered, 0 if it was left hanging. Header names are
   * looked up in any case.
   */
  public record Request(int number, String path, Map<String, String> headers, int status) {}

  /**
   * One event that was taken.
   *
   * @param json all of it
   * @param sdk the metadata of its post
   */
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

  /** The events taken so far. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** How many requests came so far. */
  public synchronized int count() {
    return requests.size();
  }

  /** Every request to that path so far, answered or not. */
  public synchronized List<Request> requestsTo(String path) {
    return requests.stream().filter(request -> request.path().equals(path)).toList();
  }

  /** Blocks until that path was asked for, answered or not, and returns the first such request. */
  public Request awaitRequestTo(String path) {
    return await("request to " + path, () -> requestsTo(path).stream().findFirst());
  }

  /** The paths that were asked for so far. */
  public synchronized Set<String> paths() {
    return requests.stream().map(Request::path).collect(Collectors.toSet());
  }

  /** Every attempt to post events so far, taken or not. */
  public List<Request> posts() {
    return requestsTo(LOG_EVENT);
  }

  /** Every attempt to download specs so far. */
  public synchronized List<Request> downloads() {
    return requests.stream().filter(request -> request.path().startsWith(SPECS)).toList();
  }

  /** Blocks until an event of that name for that user was taken, and returns the first such. */
  public Event awaitEvent(String name, String userId) {
    return await(
        "event " + name + " of " + userId,
        () ->
            events().stream()
                .filter(event -> event.name().equals(name) && event.userId().equals(userId))
                .findFirst());
  }

  /** Blocks until at least {@code count} events were taken, and returns all there are. */
  public List<Event> awaitEvents(int count) {
    return awaitMany(count, "events", this::events);
  }

  /** Blocks until events were posted at least {@code count} times, taken or not. */
  public List<Request> awaitPosts(int count) {
    return awaitMany(count, "posts of events", this::posts);
  }

  /** Blocks until specs were asked for at least {@code count} times, served or not. */
  public List<Request> awaitDownloads(int count) {
    return awaitMany(count, "downloads of specs", this::downloads);
  }

  private <T> List<T> awaitMany(int count, String what, Supplier<List<T>> all) {
    return await(count + " " + what, () -> Optional.of(all.get()).filter(l -> l.size() >= count));
  }

  private <T> T await(String what, Supplier<Optional<T>> look) {
    AtomicReference<T> found = new AtomicReference<>();
    Polling.until(
        () -> {
          look.get().ifPresent(found::set);
          return found.get() != null;
        },
        () -> "what is not the " + what + ". " + this);
    return found.get();
  }

  synchronized void add(
      String path, Map<String, String> headers, byte[] body, int status, boolean taken)
      throws IOException {
    Request request = new Request(requests.size(), path, headers, status);
    if (taken) {
      JsonObject post = JsonParser.parseString(text(body, headers)).getAsJsonObject();
      for (JsonElement event : post.getAsJsonArray("events")) {
        if (!event.toString().contains("\"statsig::diagnostics\"")) {
          events.add(
              new Event(event.getAsJsonObject(), post.getAsJsonObject("statsigMetadata"), request));
        }
      }
    }
    requests.add(request);
  }

  /** A body as it was before it was zipped. */
  static String text(byte[] body, Map<String, String> headers) throws IOException {
    boolean zipped = "gzip".equalsIgnoreCase(headers.get("Content-Encoding"));
    try (InputStream plain = new ByteArrayInputStream(body);
        InputStream in = zipped ? new GZIPInputStream(plain) : plain) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public synchronized String toString() {
    return "Requests: " + requests.size() + ", posts: " + posts() + ", events: " + events;
  }
}
