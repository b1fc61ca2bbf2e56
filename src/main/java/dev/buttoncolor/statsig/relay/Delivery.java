package dev.buttoncolor.statsig.relay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
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

  private final URI target;
  private final String key;
  private final StatsigCalls calls;
  private final InstantSource clock;

  Delivery(URI statsig, String key, Duration deadline, InstantSource clock) {
    this.target = URI.create(statsig + Intake.LOG_EVENT);
    this.key = key;
    this.calls = new StatsigCalls(deadline);
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
    try {
      return outcome(calls.send(request(batch), BodyHandlers.ofByteArrayConsumer(body)), body);
    } catch (IOException e) {
      boolean unreached = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
      return failed(StatsigCalls.reason(e), unreached ? About.STATSIG : About.STATSIG_OR_BATCH);
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

  private static Failed failed(String why, About about) {
    return new Failed(why, Optional.empty(), about);
  }
}
