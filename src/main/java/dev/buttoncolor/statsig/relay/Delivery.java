package dev.buttoncolor.statsig.relay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Hands one batch to Statsig and says what became of it. */
final class Delivery {
  /** Says of the batch, or of the key, that trying again is no use. */
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 413, 415, 422);

  /** What Statsig has for an answer before the batch is tried again. */
  static final Duration TO_ANSWER = Duration.ofSeconds(10);

  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  private final URI target;
  private final String key;
  private final Duration toAnswer;
  private final Clock clock;

  // Its threads are daemons and end with the last reference to it: there is no close() before 21.
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TO_CONNECT)
          .build();

  Delivery(URI statsig, String key, Duration toAnswer, Clock clock) {
    this.target = URI.create(statsig + Intake.LOG_EVENT);
    this.key = key;
    this.toAnswer = toAnswer;
    this.clock = clock;
  }

  /** What became of a batch. */
  sealed interface Outcome permits Taken, Refused, Failed {}

  /** It is with Statsig. */
  record Taken() implements Outcome {}

  /** It will never be. */
  record Refused(int status) implements Outcome {}

  /** Not now: why, and how long Statsig asked to be left alone. */
  record Failed(String why, Optional<Duration> asked) implements Outcome {}

  Outcome deliver(Batch batch) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(toAnswer)
            .header(Intake.KEY_HEADER, key)
            .POST(BodyPublishers.ofByteArray(batch.body()));
    batch.headers().forEach(request::header);
    try {
      return outcome(client.send(request.build(), BodyHandlers.discarding()));
    } catch (IOException e) {
      String message = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
      return new Failed("no answer: " + e.getClass().getSimpleName() + message, Optional.empty());
    }
  }

  private Outcome outcome(HttpResponse<Void> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new Taken();
    }
    if (REFUSALS.contains(status)) {
      return new Refused(status);
    }
    // A redirect or 404 speaks of the address and not of the batch, so the batch waits too.
    return new Failed(
        "answered " + status,
        answer.headers().firstValue("Retry-After").flatMap(value -> Backoff.asked(value, clock)));
  }
}
