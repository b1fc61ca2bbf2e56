package dev.buttoncolor.statsig.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one batch to Statsig and says what became of it. */
final class Delivery {
  /** By these Statsig says of the batch that trying again is no use. */
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);

  /** By these it says that the server key is wrong. */
  private static final Set<Integer> KEY_REFUSALS = Set.of(401, 403);

  /** By these it says that it has too much to do. */
  private static final Set<Integer> OVERLOADED = Set.of(408, 429);

  /** Statsig puts the events' times right by it, so it belongs to the moment of sending. */
  private static final String CLIENT_TIME_HEADER = "STATSIG-CLIENT-TIME";

  /** What a whole exchange may take, from the connection to the last byte of the answer. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  private final URI target;
  private final String key;
  private final Duration deadline;
  private final InstantSource clock;

  // Its threads are daemons and end with the last reference to it: there is no close() before 21.
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TO_CONNECT)
          .build();

  Delivery(URI statsig, String key, Duration deadline, InstantSource clock) {
    this.target = URI.create(statsig + Intake.LOG_EVENT);
    this.key = key;
    this.deadline = deadline;
    this.clock = clock;
  }

  /** What became of a batch. */
  sealed interface Outcome permits Taken, Refused, Failed {}

  /** Statsig has it. */
  record Taken() implements Outcome {}

  /** Statsig will never take it. */
  record Refused(String why) implements Outcome {}

  /** Not now: why, how long Statsig asked to be left alone, and what the failure is about. */
  record Failed(String why, Optional<Duration> retryAfter, About about) implements Outcome {}

  /** What a failure is about. */
  enum About {
    /** The server key. */
    KEY,
    /** Statsig, or the way there; certainly not the batch. */
    STATSIG,
    /** The answer does not tell: Statsig may be down, or unable to handle this very batch. */
    STATSIG_OR_BATCH
  }

  Outcome deliver(EventBatch batch) throws InterruptedException {
    AnswerBody body = new AnswerBody();
    CompletableFuture<HttpResponse<Void>> exchange =
        client.sendAsync(request(batch), BodyHandlers.ofByteArrayConsumer(body));
    try {
      return outcome(exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS), body);
    } catch (ExecutionException e) {
      return noAnswer(e.getCause());
    } catch (TimeoutException e) {
      return failed("no answer within " + deadline.toSeconds() + " s", About.STATSIG_OR_BATCH);
    } finally {
      exchange.cancel(true); // closes the connection of an exchange that is still under way
    }
  }

  private HttpRequest request(EventBatch batch) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(batch.headers());
    headers.put(Intake.KEY_HEADER, key);
    headers.put(CLIENT_TIME_HEADER, Long.toString(clock.millis()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target).POST(BodyPublishers.ofByteArray(batch.body()));
    headers.forEach(request::header);
    return request.build();
  }

  private Outcome outcome(HttpResponse<Void> answer, AnswerBody body) {
    int status = answer.statusCode();
    String why = "answered " + status;
    if (status / 100 == 2) {
      return body.saysSuccess()
          ? new Taken()
          : failed(why + " without success", About.STATSIG_OR_BATCH);
    }
    if (REFUSALS.contains(status)) {
      return new Refused(why);
    }
    Optional<Duration> retryAfter =
        answer.headers().firstValue("Retry-After").flatMap(value -> Backoff.asked(value, clock));
    return new Failed(why, retryAfter, about(status));
  }

  private static About about(int status) {
    if (KEY_REFUSALS.contains(status)) {
      return About.KEY;
    }
    return OVERLOADED.contains(status) ? About.STATSIG : About.STATSIG_OR_BATCH;
  }

  private static Failed noAnswer(Throwable cause) {
    boolean connected =
        !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
    String message = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    return failed(
        "no answer: " + cause.getClass().getSimpleName() + message,
        connected && cause instanceof IOException ? About.STATSIG_OR_BATCH : About.STATSIG);
  }

  private static Failed failed(String why, About about) {
    return new Failed(why, Optional.empty(), about);
  }
}
