package dev.buttoncolor.statsig.forward;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts events to Statsig's {@code log_event}, as its SDK does, and says what became of them. */
final class Delivery {

  /** What a post may take, from the connection to the last byte of the answer. */
  static final Duration BOUND = Duration.ofSeconds(10);

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
        """
        {"sdkType":"%s","sdkVersion":"%s","sessionID":"%s","languageVersion":"%s"}\
        """
            .formatted(SDK_TYPE, SDK_VERSION, session, System.getProperty("java.version"));
  }

  enum Result {
    ACCEPTED,
    /** Statsig will never take them. */
    REFUSED,
    /** Not now, perhaps because of them. */
    FAILED,
    /** Not now, and not because of them. */
    UNAVAILABLE,
    KEY_REFUSED
  }

  /**
   * @param answer what Statsig answered, or that there was no answer, as a clause
   * @param retryAfter how long Statsig asked to be left alone
   */
  record Outcome(Result result, String answer, Optional<Duration> retryAfter) {

    /** What keeps the events from Statsig, as a sentence without its period. */
    String problem() {
      boolean key = result == Result.KEY_REFUSED;
      return (key ? "Statsig refuses the server key: " : "Statsig takes no events: ") + answer;
    }
  }

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
    try (Response answer = StatsigHttp.ask(client, request)) {
      return outcome(answer);
    } catch (IOException e) {
      boolean reached = !(e instanceof ConnectException || e instanceof UnknownHostException);
      return new Outcome(
          reached ? Result.FAILED : Result.UNAVAILABLE, StatsigHttp.reason(e), Optional.empty());
    }
  }

  /** Event by event: a small heap may lack the room for all of it as one text. */
  private byte[] body(List<String> events) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(zipped))) {
      String before = "{\"events\":[";
      for (String event : events) {
        out.write((before + event).getBytes(StandardCharsets.UTF_8));
        before = ",";
      }
      out.write("],\"statsigMetadata\":%s}".formatted(metadata).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("memory can always be written", e);
    }
    return zipped.toByteArray();
  }

  private Outcome outcome(Response answer) throws IOException {
    String answered = "answered " + answer.code();
    if (answer.isSuccessful()) {
      return saysSuccess(new String(StatsigHttp.read(answer.body()), StandardCharsets.UTF_8))
          ? new Outcome(Result.ACCEPTED, answered, Optional.empty())
          : new Outcome(Result.FAILED, answered + " without success", Optional.empty());
    }
    return new Outcome(result(answer.code()), answered, retryAfter(answer.headers()));
  }

  /** A pause that is asked for in seconds or until a date (RFC 9110, 10.2.3). */
  private Optional<Duration> retryAfter(Headers headers) {
    Instant date = headers.getInstant("Retry-After");
    return date != null
        ? Optional.of(Duration.between(clock.instant(), date))
        : Optional.ofNullable(headers.get("Retry-After"))
            .filter(value -> value.matches("[0-9]{1,9}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static Result result(int failure) {
    return switch (failure) {
      case 400, 413, 415, 422 -> Result.REFUSED;
      case 401, 403 -> Result.KEY_REFUSED;
      case 408, 429 -> Result.UNAVAILABLE; // it has too much to do
      default -> Result.FAILED;
    };
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
