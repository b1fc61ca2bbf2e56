package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.ReceivedRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that Statsig cannot handle is told from a Statsig that is away. */
class PoisonBatchTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;
  private RelayedStatsig pair;
  private int forwarded;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  @BeforeEach
  void start() throws Exception {
    pair = RelayedStatsig.start(folder);
    pair.relay.close();
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {405, 501, 500, 403})
  void becomesADeadLetterOnceTenOfItsTriesFailedWhileOthersPassed(int status) throws Exception {
    pair.startRelay(now::get);
    pair.statsig.reject("poison", status);
    pair.post(List.of("poison"));
    pair.statsig.received().awaitPosts(2); // the second try: the relay knows of the first
    for (int user = 1; user < FailedBatches.MAX_TRIES; user++) {
      postAndAwait("user-" + user);
    }
    RelayStatus before = pair.relay.status();
    assertEquals(0, before.deadLetters());
    assertEquals(1, before.waiting());

    postAndAwait("the last straw");
    postAndAwait("after it");
    RelayStatus after = pair.relay.status();
    assertEquals(1, after.deadLetters());
    assertEquals(Optional.of("answered " + status), after.lastDeadLetter());
    assertEquals(0, after.waiting());
    assertEquals(Optional.empty(), after.lastError());
  }

  @Test
  void oneFailedTryCountsOnceHoweverManyOthersPass() throws Exception {
    pair.startRelay(now::get);
    pair.statsig.reject("poison", 405);
    pair.post(List.of("poison"));
    pair.statsig.received().awaitPosts(2); // the second try: the relay knows of the first
    postAndAwait("the first");
    int tries = pair.statsig.received().posts().size();
    for (int user = 0; user < 2 * FailedBatches.MAX_TRIES; user++) {
      pair.post(List.of("user-" + user));
      pair.awaitForwarded(++forwarded);
    }
    assertEquals(2 * FailedBatches.MAX_TRIES, pair.statsig.received().posts().size() - tries);
    assertEquals(0, pair.relay.status().deadLetters());
  }

  @Test
  void isToldWhileOthersPass() throws Exception {
    pair.startRelay(now::get);
    pair.statsig.reject("poison", 405);
    pair.post(List.of("poison"));
    pair.statsig.received().awaitPosts(2); // the second try: the relay knows of the first
    postAndAwait("ada");
    postAndAwait("eve");
    assertEquals(
        Optional.of("Statsig fails on a batch while it takes others: answered 405"),
        pair.relay.status().lastError());
  }

  @Test
  void severalInARowDoNotHoldUpTheLine() throws Exception {
    pair.startRelay(now::get);
    pair.statsig.reject("poison", 501);
    pair.post(List.of("poison-1", "poison-2", "poison-3"));
    pair.statsig.received().awaitPosts(2);
    postAndAwait("ada");
    postAndAwait("eve");
    assertEquals(List.of("ada", "eve"), pair.arrived());
  }

  /** Each look at this clock takes a second, so the tries below take hours of an outage. */
  @Test
  void isNeverFoundDuringAnOutageHoweverLong() throws Exception {
    AtomicLong seconds = new AtomicLong();
    pair.startRelay(() -> NOON.plusSeconds(seconds.incrementAndGet()));
    Set<String> users = Set.of("ada", "bob", "eve", "dan", "fay");
    pair.statsig.answer(503);
    pair.post(List.copyOf(users));
    pair.statsig.received().awaitPosts(users.size() * FailedBatches.MAX_TRIES * 4);
    assertTrue(seconds.get() > Forwarder.IN_ORDER.toSeconds(), "all get their turn by now");

    pair.statsig.recover();
    List<ReceivedRequests.Event> taken = pair.statsig.received().awaitEvents(users.size());
    assertEquals(
        users, taken.stream().map(ReceivedRequests.Event::userId).collect(Collectors.toSet()));
    assertEquals(0, pair.relay.status().deadLetters());
  }

  /** Posts one more, after the time in which the order is kept and a failed batch is left alone. */
  private void postAndAwait(String user) throws Exception {
    now.updateAndGet(then -> then.plus(Duration.ofMinutes(2)));
    pair.post(List.of(user));
    pair.awaitForwarded(++forwarded);
  }
}
