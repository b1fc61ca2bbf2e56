package dev.buttoncolor.statsig.forward;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts events to Statsig's {@code log_event}, as its SDK does, and says what became of them. */
final class Delivery {

  /** What a post may take, from the connection to the last byte of the answer. */
  static final Duration BOUND = Duration.ofSeconds(10);

  /** By these Statsig says of the events that it will never take them. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);

  /** By these it says that the server key is wrong. */
  private static final Set<Integer> KEY_REFUSALS = Set.of(401, 403);

  /** By these it says that it has too much to do. */
  private static final Set<Integer> OVERLOADED = Set.of(408, 429);

  private static final String KEY_REFUSED = "Statsig refuses the server key: ";
  static final String NOT_NOW = "Statsig takes no events: ";

  /** Statsig's own answer is {@code {"success":true}}. */
  private static final int LARGEST_ANSWER = 64 * 1024;

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  // As the SDK says them, whose events these are.
  private static final String SDK_TYPE = "java-server";
  private static final String SDK_VERSION = "2.2.2";

  private final URI target;
  private final String key;
  private final OkHttpClient client;
  private final InstantSource clock;
  private final String session = UUID.randomUUID().toString();
  private final String metadata;

  Delivery(URI statsig, String key, Duration bound, InstantSource clock) {
    target = URI.create(statsig + "/log_event");
    this.key = key;
    client = StatsigHttp.client(bound);
    this.clock = clock;
    metadata =
        new Gson()
            .toJson(
                Map.of(
                    "sdkType",
                    SDK_TYPE,
                    "sdkVersion",
                    SDK_VERSION,
                    "sessionID",
                    session,
                    "languageVersion",
                    System.getProperty("java.version")));
  }

  /** What became of a post. */
  sealed interface Outcome permits Accepted, Refused, Failed {}

  /** Statsig has the events. */
  record Accepted() implements Outcome {}

  /** Statsig says that it will never take them: what it answered. */
  record Refused(String why) implements Outcome {}

  /**
   * Not now.
   *
   * @param retryAfter how long Statsig asked to be left alone
   * @param mayBeTheEvents whether the events may be the reason
   */
  record Failed(String why, Optional<Duration> retryAfter, boolean mayBeTheEvents)
      implements Outcome {}

  /**
   * Posts events.
   *
   * @param events the JSON of each
   */
  Outcome post(List<String> events) {
    Request request =
        new Request.Builder()
            .url(target.toString())
            .header("STATSIG-API-KEY", key)
            // Statsig puts the events' times right by it, so it is the moment of sending.
            .header("STATSIG-CLIENT-TIME", Long.toString(clock.millis()))
            .header("STATSIG-SERVER-SESSION-ID", session)
            .header("STATSIG-SDK-TYPE", SDK_TYPE)
            .header("STATSIG-SDK-VERSION", SDK_VERSION)
            .header("STATSIG-EVENT-COUNT", Integer.toString(events.size()))
            .header("Content-Encoding", "gzip")
            .post(RequestBody.create(body(events), JSON))
            .build();
    try (Response answer = client.newCall(request).execute()) {
      return outcome(answer);
    } catch (IOException e) {
      boolean reached = !(e instanceof ConnectException || e instanceof UnknownHostException);
      return new Failed(NOT_NOW + StatsigHttp.reason(e), Optional.empty(), reached);
    }
  }

  private byte[] body(List<String> events) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      String json =
          "{\"events\":[%s],\"statsigMetadata\":%s}".formatted(String.join(",", events), metadata);
      out.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    return zipped.toByteArray();
  }

  private Outcome outcome(Response answer) throws IOException {
    int status = answer.code();
    String why = "answered " + status;
    if (answer.isSuccessful()) {
      byte[] body = answer.body().byteStream().readNBytes(LARGEST_ANSWER);
      return saysSuccess(new String(body, StandardCharsets.UTF_8))
          ? new Accepted()
          : new Failed(NOT_NOW + why + " without success", Optional.empty(), true);
    }
    if (REFUSALS.contains(status)) {
      return new Refused(why);
    }
    boolean keyRefused = KEY_REFUSALS.contains(status);
    return new Failed(
        (keyRefused ? KEY_REFUSED : NOT_NOW) + why,
        Optional.ofNullable(answer.header("Retry-After"))
            .flatMap(value -> Backoff.asked(value, clock)),
        !keyRefused && !OVERLOADED.contains(status));
  }

  /** A proxy's login page comes with status 200, too; it is no JSON. */
  private static boolean saysSuccess(String body) {
    try {
      JsonElement answer = JsonParser.parseString(body.isBlank() ? "{}" : body);
      return answer.isJsonObject()
          && !"false".equals(String.valueOf(answer.getAsJsonObject().get("success")));
    } catch (JsonParseException e) {
      return false;
    }
  }

  /** Ends a post that is under way. */
  void cancel() {
    client.dispatcher().cancelAll();
  }
}
