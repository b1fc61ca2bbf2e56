package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.ReceivedRequests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events arrive through every failure of Statsig: all, in order, and once. */
class RelayTest {
  private static final List<String> USERS =
      IntStream.range(0, 20).mapToObj(i -> "user-" + i).toList();

  @TempDir private Path folder;
  private RelayedStatsig pair;

  @BeforeEach
  void start() throws Exception {
    pair = RelayedStatsig.start(folder);
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  static Stream<Named<Consumer<FakeStatsig>>> outages() {
    return Stream.of(
        Named.of("503", statsig -> statsig.answer(503)),
        Named.of("405", statsig -> statsig.answer(405)),
        Named.of("202 without success", FakeStatsig::denySuccess),
        Named.of("429", statsig -> statsig.answer(429)),
        Named.of("429 with Retry-After", statsig -> statsig.answer(429, "30")),
        Named.of("a redirect", statsig -> statsig.answer(302)),
        Named.of("accepts and hangs", FakeStatsig::hang),
        Named.of("refuses connections", FakeStatsig::refuse));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageLosesNothingAndRepeatsNothing(Consumer<FakeStatsig> outage) throws Exception {
    pair.post(List.of("before"));
    pair.statsig.received().awaitEvents(1);
    outage.accept(pair.statsig);
    pair.post(USERS);
    pair.statsig.recover();
    pair.statsig.received().awaitEvents(1 + USERS.size());
    pair.relay.close();
    assertEquals(Stream.concat(Stream.of("before"), USERS.stream()).toList(), pair.arrived());
    assertEquals(0, pair.left().waiting());
  }

  @ParameterizedTest
  @MethodSource("outages")
  void aRestartInTheMiddleOfAnOutageLosesNothing(Consumer<FakeStatsig> outage) throws Exception {
    outage.accept(pair.statsig);
    pair.post(USERS.subList(0, 10));
    pair.relay.close();
    assertEquals(10, pair.left().waiting());

    pair.startRelay();
    pair.post(USERS.subList(10, 20));
    pair.statsig.recover();
    pair.statsig.received().awaitEvents(USERS.size());
    pair.relay.close();
    assertEquals(USERS, pair.arrived());
    assertEquals(0, pair.left().waiting());
  }

  @Test
  void aBatchIsOnDiskBeforeItIsAnswered() throws Exception {
    pair.statsig.hang();
    pair.post(USERS);
    // What a kill would leave: the files as they are at this moment.
    Path copy = folder.resolve("copy.db");
    for (String part : List.of("", "-wal")) {
      Files.copy(
          Path.of(pair.file + part), Path.of(copy + part), StandardCopyOption.REPLACE_EXISTING);
    }
    try (Outbox outbox = Outbox.open(copy, 1, InstantSource.system())) {
      assertEquals(USERS.size(), outbox.contents().waiting());
    }
  }

  @Test
  void retryAfterIsRespected() throws Exception {
    pair.statsig.answer(429, "120");
    pair.post(List.of("ada"));
    assertEquals(Duration.ofMinutes(2), pair.pauses.take());
    assertEquals("Statsig takes no events: answered 429", pair.relay.status().lastError().get());
  }

  @Test
  void pausesGrowWithEveryFailure() throws Exception {
    pair.statsig.answer(503);
    pair.post(List.of("ada"));
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      Duration pause = pair.pauses.take();
      Duration longest = Duration.ofSeconds(seconds);
      assertTrue(
          pause.compareTo(longest) <= 0 && pause.compareTo(longest.dividedBy(2)) >= 0,
          () -> pause + " is not between half and all of " + longest);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void whatStatsigRefusesIsADeadLetterAndTheRestGoesOn(int status) throws Exception {
    pair.statsig.answer(status);
    pair.post(List.of("refused"));
    pair.statsig.received().awaitPosts(1);
    pair.statsig.recover();
    pair.post(List.of("ada", "eve"));
    pair.statsig.received().awaitEvent("visited_signup", "eve");
    RelayStatus now = pair.relay.status();
    assertEquals(1, now.deadLetters());
    assertEquals(Optional.of("answered " + status), now.lastDeadLetter());
    assertEquals(List.of("ada", "eve"), pair.arrived());
    assertFalse(pair.pauses.iterator().hasNext(), "a refusal is no reason to pause");
  }

  @Test
  void deadLettersAreKeptOverRestarts() throws Exception {
    pair.statsig.answer(400);
    pair.post(List.of("refused"));
    pair.statsig.received().awaitPosts(1);
    pair.relay.close();
    pair.statsig.recover();
    pair.startRelay();
    pair.post(List.of("ada"));
    pair.statsig.received().awaitEvent("visited_signup", "ada");
    assertEquals(1, pair.relay.status().deadLetters());
    assertEquals(List.of("ada"), pair.arrived());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void whatWaitedForTheKeyGoesOutOnceItIsTakenAgain(int status) throws Exception {
    pair.statsig.answer(status);
    pair.post(USERS);
    pair.statsig.received().awaitPosts(FailedBatches.MAX_TRIES + 1);
    RelayStatus refused = pair.relay.status();
    assertTrue(refused.keyRefused());
    assertEquals(
        "Statsig refuses the server key: answered " + status, refused.lastError().orElseThrow());
    assertEquals(0, refused.deadLetters());

    pair.statsig.recover();
    pair.statsig.received().awaitEvents(USERS.size());
    pair.relay.close();
    assertEquals(USERS, pair.arrived());
    assertFalse(pair.relay.status().keyRefused());
  }

  @Test
  void aStartWithTheRightKeySendsWhatTheWrongOneCouldNot() throws Exception {
    pair.relay.close();
    pair.startRelay("wrong", RetryPause.REAL);
    pair.post("wrong", USERS);
    assertEquals(401, pair.statsig.received().awaitPosts(1).get(0).status());
    pair.relay.close();
    pair.startRelay();
    pair.statsig.received().awaitEvents(USERS.size());
    assertEquals(USERS, pair.arrived());
  }

  @Test
  void headersComeAsTheyWereAndNoOthers() throws Exception {
    pair.post(List.of("ada"));
    Map<String, String> headers =
        pair.statsig.received().awaitEvent("visited_signup", "ada").request().headers();
    assertEquals(RelayedStatsig.KEY, headers.get("STATSIG-API-KEY"));
    assertEquals("java-server", headers.get("STATSIG-SDK-TYPE"));
    assertEquals("application/json", headers.get("Content-Type"));
    assertEquals("gzip", headers.get("Content-Encoding"));
    assertNull(headers.get("Cookie"));
  }

  @Test
  void aStopEndsSoonWhileStatsigHangsAndKeepsWhatWaits() throws Exception {
    pair.statsig.hang();
    pair.post(USERS);
    pair.statsig.received().awaitPosts(1);
    assertTimeoutPreemptively(Duration.ofSeconds(9), pair.relay::close);
    assertEquals(USERS.size(), pair.left().waiting());
  }

  @Test
  void aStopDuringAPauseTriesOnceMore() throws Exception {
    restartWithEndlessRetryPause();
    pair.statsig.answer(503);
    pair.post(USERS);
    pair.pauses.take();
    pair.statsig.recover();
    pair.relay.close();
    assertEquals(
        USERS,
        pair.statsig.received().awaitEvents(20).stream()
            .map(ReceivedRequests.Event::userId)
            .toList());
  }

  @Test
  void aStopDoesNotComeBackSoonerThanStatsigAsked() throws Exception {
    restartWithEndlessRetryPause();
    pair.statsig.answer(429, "120");
    pair.post(USERS);
    pair.pauses.take();
    pair.relay.close();
    assertEquals(1, pair.statsig.received().posts().size());
  }

  private void restartWithEndlessRetryPause() throws Exception {
    pair.relay.close();
    pair.startRelay(
        RelayedStatsig.KEY,
        (pause, closing) -> {
          pair.pauses.add(pause);
          closing.await();
          return true;
        });
  }

  @Test
  void statusTellsWhatWaits() throws Exception {
    pair.statsig.hang();
    pair.post(USERS);
    RelayStatus now = pair.relay.status();
    assertEquals(USERS.size(), now.waiting());
    assertTrue(now.bytes() > 0);
    assertFalse(now.oldest().orElseThrow().isNegative());
    assertEquals(0, now.forwarded());
  }

  @Test
  void noThreadOutlivesAStop() throws Exception {
    pair.post(USERS);
    pair.statsig.received().awaitEvents(USERS.size());
    pair.relay.close();
    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.isAlive() && thread.getName().startsWith("relay"))
            .map(Thread::getName)
            .toList();
    assertEquals(List.of(), left);
  }
}
