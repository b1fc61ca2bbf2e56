package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.EventPost;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.ReceivedRequests;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A relay in front of a fake Statsig, and a client that posts to it. */
final class RelayedStatsig implements AutoCloseable {

  /** More than a test sends. */
  static final long MAX_BYTES = 1 << 28;

  static final String KEY = "secret-for-the-relay";

  /** The pauses that the relay asked for; each takes a millisecond instead. */
  final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();

  final FakeStatsig statsig;
  Path file;
  Relay relay;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RelayedStatsig(FakeStatsig statsig, Path file) {
    this.statsig = statsig;
    this.file = file;
  }

  static RelayedStatsig start(Path folder) throws Exception {
    RelayedStatsig pair =
        new RelayedStatsig(FakeStatsig.start(KEY, "{}"), folder.resolve("outbox.db"));
    pair.startRelay();
    return pair;
  }

  void startRelay() throws Exception {
    startRelay(KEY, this::shortPause);
  }

  void startRelay(String key, RetryPause pause) throws Exception {
    startRelay(key, InstantSource.system(), pause);
  }

  /** With pauses of a millisecond, independent of the clock. */
  void startRelay(InstantSource clock) throws Exception {
    startRelay(KEY, clock, this::shortPause);
  }

  private void startRelay(String key, InstantSource clock, RetryPause pause) throws Exception {
    RelaySettings settings = settings(statsig, key, file);
    relay = Relay.start(settings, clock, pause);
  }

  private boolean shortPause(Duration pause, CountDownLatch closing) throws InterruptedException {
    pauses.add(pause);
    return closing.await(1, TimeUnit.MILLISECONDS);
  }

  /** Settings with the journal beside the outbox. */
  static RelaySettings settings(FakeStatsig statsig, String key, Path outbox) {
    return new RelaySettings(
        statsig.uri(),
        key,
        Optional.empty(),
        outbox,
        outbox.resolveSibling("events.journal"),
        MAX_BYTES);
  }

  /** Posts one signup of each user, with the key that {@code relay} was started with. */
  void post(String key, List<String> users) throws Exception {
    for (String user : users) {
      int status =
          client
              .send(EventPost.signup(relay.uri(), key, user), BodyHandlers.discarding())
              .statusCode();
      assertEquals(202, status);
    }
  }

  void post(List<String> users) throws Exception {
    post(KEY, users);
  }

  /** Whose events Statsig took, in order. */
  List<String> arrived() {
    return statsig.received().events().stream().map(ReceivedRequests.Event::userId).toList();
  }

  /** Waits until the relay knows that Statsig took that many batches. */
  void awaitForwarded(long batches) {
    Polling.until(() -> relay.status().forwarded() >= batches, () -> relay.status());
  }

  /** What is in the file, the relay being closed. */
  Outbox.Contents left() throws Exception {
    try (Outbox outbox = Outbox.open(file, MAX_BYTES, InstantSource.system())) {
      return outbox.contents();
    }
  }

  @Override
  public void close() {
    // First, so that no relay spends its last effort on a Statsig that hangs.
    statsig.close();
    relay.close();
  }
}
