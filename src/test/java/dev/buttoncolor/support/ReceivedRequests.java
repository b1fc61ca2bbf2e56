package dev.buttoncolor.support;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * What a {@link FakeStatsig} was asked, in order of arrival. The {@code await} methods block until
 * what they name is there, and after {@link #PATIENCE} fail with all that did arrive.
 *
 * <p>The SDK's own {@code statsig::diagnostics} events are not events here: the SDK sends them on
 * its own, and as many as it likes. Safe for use by many threads.
 */
public final class ReceivedRequests {
  static final String LOG_EVENT = "/v1/log_event";
  static final String SPECS = "/v1/download_config_specs";

  /** Generous, since it is only ever spent by a test that fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Request> requests = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  /**
   * One request; {@code status} is what it was answered, 0 where it was left hanging. Header names
   * are looked up in any case.
   */
  public record Request(int number, String path, Map<String, String> headers, int status) {
    /** Whether its events were taken. */
    public boolean taken() {
      return status / 100 == 2;
    }
  }

  /**
   * One event that was taken; {@code userId} is null if it had none.
   *
   * @param json all of it
   * @param sdk the metadata of its post
   */
  public record Event(
      String name,
      String userId,
      Map<String, String> metadata,
      Instant time,
      JsonObject json,
      JsonObject sdk,
      Request request) {
    /** The experiment of an exposure, null for every other event. */
    public String experiment() {
      return metadata.get("config");
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
    return requests.stream().filter(r -> r.path().equals(path)).toList();
  }

  /** Blocks until that path was asked for, answered or not. */
  public void awaitRequestTo(String path) {
    await("request to " + path, all -> all.requestsTo(path).isEmpty() ? null : path);
  }

  /** The paths that were asked for so far. */
  public synchronized Set<String> paths() {
    return requests.stream().map(Request::path).collect(Collectors.toSet());
  }

  /** Every attempt to post events so far, taken or not. */
  public synchronized List<Request> posts() {
    return requests.stream().filter(r -> r.path().equals(LOG_EVENT)).toList();
  }

  /** Every attempt to download specs so far. */
  public synchronized List<Request> downloads() {
    return requests.stream().filter(r -> r.path().startsWith(SPECS)).toList();
  }

  /** Blocks until an event of that name for that user was taken, and returns the first such. */
  public Event awaitEvent(String name, String userId) {
    return await(
        "the event " + name + " of " + userId,
        all ->
            all.events.stream()
                .filter(e -> e.name().equals(name) && userId.equals(e.userId()))
                .findFirst()
                .orElse(null));
  }

  /** Blocks until at least {@code count} events were taken, and returns all there are. */
  public List<Event> awaitEvents(int count) {
    return await(
        count + " events", all -> all.events.size() >= count ? List.copyOf(all.events) : null);
  }

  /** Blocks until events were posted at least {@code count} times, taken or not. */
  public List<Request> awaitPosts(int count) {
    return await(
        count + " posts of events", all -> all.posts().size() >= count ? all.posts() : null);
  }

  /** Blocks until specs were asked for at least {@code count} times, served or not. */
  public List<Request> awaitDownloads(int count) {
    return await(
        count + " downloads of specs",
        all -> all.downloads().size() >= count ? all.downloads() : null);
  }

  private synchronized <T> T await(String what, Function<ReceivedRequests, T> look) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (T found = look.apply(this); ; found = look.apply(this)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (found != null) {
        return found;
      }
      if (left <= 0) {
        throw new AssertionError("No " + what + " within " + PATIENCE + ". " + this);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting for " + what, e);
      }
    }
  }

  synchronized void add(String path, Map<String, String> headers, byte[] body, int status)
      throws IOException {
    Request request = new Request(requests.size(), path, headers, status);
    if (path.equals(LOG_EVENT) && request.taken()) {
      events.addAll(parse(body, request));
    }
    requests.add(request);
    notifyAll();
  }

  private static List<Event> parse(byte[] body, Request request) throws IOException {
    List<Event> found = new ArrayList<>();
    JsonObject post = JsonParser.parseString(text(body, request.headers())).getAsJsonObject();
    JsonObject sdk = post.getAsJsonObject("statsigMetadata");
    for (JsonElement element : post.getAsJsonArray("events")) {
      JsonObject event = element.getAsJsonObject();
      String name = event.get("eventName").getAsString();
      if (!name.equals("statsig::diagnostics")) {
        Instant time = Instant.ofEpochMilli(event.get("time").getAsLong());
        found.add(new Event(name, userId(event), metadata(event), time, event, sdk, request));
      }
    }
    return found;
  }

  /** A body as it was before it was zipped. */
  static String text(byte[] body, Map<String, String> headers) throws IOException {
    boolean zipped = "gzip".equalsIgnoreCase(headers.get("Content-Encoding"));
    try (InputStream plain = new ByteArrayInputStream(body);
        InputStream in = zipped ? new GZIPInputStream(plain) : plain) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String userId(JsonObject event) {
    JsonElement user = event.get("user");
    JsonElement id =
        user == null || user.isJsonNull() ? null : user.getAsJsonObject().get("userID");
    return id == null || id.isJsonNull() ? null : id.getAsString();
  }

  private static Map<String, String> metadata(JsonObject event) {
    Map<String, String> metadata = new LinkedHashMap<>();
    JsonElement given = event.get("metadata");
    if (given != null && given.isJsonObject()) {
      given
          .getAsJsonObject()
          .asMap()
          .forEach(
              (name, value) ->
                  metadata.put(
                      name, value.isJsonPrimitive() ? value.getAsString() : value.toString()));
    }
    return metadata;
  }

  @Override
  public synchronized String toString() {
    return "Requests: " + requests.size() + ", posts: " + posts() + ", events: " + events;
  }
}
