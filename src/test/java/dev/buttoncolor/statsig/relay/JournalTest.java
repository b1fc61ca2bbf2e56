package dev.buttoncolor.statsig.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.sqlite.UnusableFileException;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.ReceivedRequests.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the SDK holds in memory outlives the process, and goes out once. */
class JournalTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;
  private RelayedStatsig pair;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  @BeforeEach
  void start() throws Exception {
    pair = RelayedStatsig.start(folder);
    pair.relay.close();
    pair.startRelay(now::get);
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void answeredSignupAndItsExposureReachStatsigAfterAKill() throws Exception {
    journal().exposure(exposure("ada"));
    now.set(NOON.plusSeconds(3));
    signUp("ada");
    restartAfterAKill();

    Event exposure = pair.statsig.received().awaitEvent("statsig::config_exposure", "ada");
    assertEquals(NOON, exposure.time());
    assertEquals(
        Map.of(
            "config", "button_color_v3",
            "ruleID", "green",
            "isManualExposure", "false",
            "rulePassed", "true",
            "reason", "NETWORK"),
        exposure.metadata());
    Event signup = pair.statsig.received().awaitEvent("visited_signup", "ada");
    assertEquals(NOON.plusSeconds(3), signup.time());
    assertEquals("java-server", signup.request().headers().get("STATSIG-SDK-TYPE"));
    assertEquals(0, pair.relay.status().journaled());
  }

  @Test
  void whatWasRecoveredIsNotRecoveredAgain() throws Exception {
    signUp("ada");
    restartAfterAKill();
    restartAfterAKill();
    signUp("bob");
    restartAfterAKill();
    pair.statsig.received().awaitEvent("visited_signup", "bob");
    assertEquals(List.of("ada", "bob"), pair.arrived());
  }

  @Test
  void whatPassedIsNotRecovered() throws Exception {
    signUp("ada");
    signUp("eve");
    pair.post(List.of("ada"));
    awaitJournaled(1);
    restartAfterAKill();
    pair.statsig.received().awaitEvent("visited_signup", "eve");
    assertEquals(List.of("ada", "eve"), pair.arrived());
  }

  @Test
  void journalIsEmptyOnceAllHasPassed() throws Exception {
    signUp("ada");
    assertTrue(Files.size(file()) > 0);
    pair.post(List.of("ada"));
    awaitJournaled(0);
    pair.relay.close();
    assertEquals(0, Files.size(file()));
  }

  @Test
  void eachSignupOfAVisitorIsKeptUntilItPasses() throws Exception {
    signUp("ada");
    signUp("ada");
    pair.post(List.of("ada"));
    awaitJournaled(1);
    pair.post(List.of("ada"));
    awaitJournaled(0);
  }

  @Test
  void exposureIsWrittenDownOnceUntilItPassesAndNotAgainWhileTheSdkRemembersIt() throws Exception {
    journal().exposure(exposure("ada"));
    journal().exposure(exposure("ada"));
    awaitJournaled(1);
    pass(exposure("ada"));
    awaitJournaled(0);
    now.set(NOON.plusSeconds(50));
    journal().exposure(exposure("ada"));
    signUp("bob");
    assertEquals(1, pair.relay.status().journaled());
    now.set(NOON.plus(Duration.ofMinutes(3)));
    journal().exposure(exposure("ada"));
    awaitJournaled(2);
  }

  @Test
  void signupThatTheSdkLostGoesOutAfterFiveMinutes() throws Exception {
    signUp("ada");
    now.set(NOON.plus(JournaledEvents.OVERDUE).plusSeconds(1));
    signUp("eve");
    assertEquals(NOON, pair.statsig.received().awaitEvent("visited_signup", "ada").time());
    assertEquals(1, pair.relay.status().journaled());
  }

  @Test
  void exposureThatTheSdkKeptToItselfIsForgottenAfterFiveMinutes() throws Exception {
    now.set(NOON.plusSeconds(1));
    journal().exposure(exposure("ada"));
    awaitJournaled(1);
    now.set(NOON.plus(JournaledEvents.OVERDUE).plusSeconds(2));
    signUp("eve");
    awaitJournaled(1);
    restartAfterAKill();
    pair.statsig.received().awaitEvent("visited_signup", "eve");
    assertEquals(List.of("eve"), pair.arrived());
  }

  @Test
  void exposureThatTheSdkMayHaveDroppedGoesOutAfterFiveMinutes() throws Exception {
    now.set(NOON.plusSeconds(1));
    journal().exposure(exposure("ada"));
    awaitJournaled(1);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + pair.file);
        Statement sql = other.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");
      assertThrows(AssertionError.class, () -> pair.post(List.of("bob")), "503, not 202");
    }
    now.set(NOON.plus(JournaledEvents.OVERDUE).plusSeconds(2));
    signUp("eve");
    pair.statsig.received().awaitEvent("statsig::config_exposure", "ada");
  }

  @Test
  void lineThatAKillCutOffIsIgnored() throws Exception {
    signUp("ada");
    pair.relay.close();
    Files.writeString(file(), "+99 {\"eventName\":\"visi", StandardOpenOption.APPEND);
    pair.startRelay(now::get);
    pair.statsig.received().awaitEvent("visited_signup", "ada");
    assertEquals(List.of("ada"), pair.arrived());
  }

  @Test
  void damagedLinesAreLeftOut() throws Exception {
    signUp("ada");
    pair.relay.close();
    Files.writeString(
        file(), "+98 {\"eventName\":\n?\n+x {}\n-\n+100\n", StandardOpenOption.APPEND);
    pair.startRelay(now::get);
    pair.statsig.received().awaitEvent("visited_signup", "ada");
    assertEquals(List.of("ada"), pair.arrived());
  }

  @Test
  void anotherProgramsFileIsRefusedAndLeftAsItIs() throws Exception {
    pair.relay.close();
    Files.writeString(file(), "Dear diary");
    String message =
        assertThrows(UnusableFileException.class, () -> pair.startRelay(now::get)).getMessage();
    assertTrue(message.contains(file().toString()), message);
    assertEquals("Dear diary", Files.readString(file()));
    Files.delete(file());
    pair.startRelay();
  }

  @Test
  void fileIsItsOwnersOnly() throws Exception {
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file()));
  }

  @Test
  void fileStaysSmallWhileSomethingIsAlwaysWaiting() throws Exception {
    signUp("waits all the time");
    String large = "x".repeat(100_000);
    for (int i = 0; i < 100; i++) {
      signUp(large + i);
      journal().passed(batch(LogEvents.event("visited_signup", large + i, Optional.empty(), NOON)));
    }
    awaitJournaled(1);
    signUp("the last");
    long size = Files.size(file());
    assertTrue(size < 5_000_000, () -> "still " + size);
    restartAfterAKill();
    pair.statsig.received().awaitEvent("visited_signup", "the last");
    assertEquals(List.of("waits all the time", "the last"), pair.arrived());
  }

  @Test
  void atItsBoundTheOldestAreNotProtectedAndCounted() throws Exception {
    String large = "x".repeat(1_000_000);
    for (int i = 0; i < 40; i++) {
      signUp(large + i);
    }
    RelayStatus status = pair.relay.status();
    assertEquals(40, status.journaled() + status.unprotected());
    assertTrue(status.unprotected() > 0 && status.journaled() > 30, status::toString);
    assertTrue(Files.size(file()) < 2 * Journal.MAX_BYTES);
  }

  @Test
  void afterTheStopASignupIsRefused() {
    pair.relay.close();
    assertTrue(journal().signup("ada", "visited_signup").isCompletedExceptionally());
  }

  @Test
  void afterTheStopTheFileIsLeftAlone() throws Exception {
    pair.relay.close();
    for (int i = 0; i < 2; i++) {
      journal().exposure(exposure("ada"));
      assertTrue(journal().signup("ada", "visited_signup").isCompletedExceptionally());
    }
    assertEquals(0, Files.size(file()));
  }

  @Test
  void signupOfAnInterruptedThreadIsKept() throws Exception {
    Thread.currentThread().interrupt();
    CompletableFuture<Void> kept = journal().signup("ada", "visited_signup");
    assertTrue(Thread.interrupted());
    kept.get(30, TimeUnit.SECONDS);
    signUp("eve");
    restartAfterAKill();
    pair.statsig.received().awaitEvent("visited_signup", "eve");
    assertEquals(List.of("ada", "eve"), pair.arrived());
  }

  @Test
  void eventsCarryTheEnvironment() throws Exception {
    String event = LogEvents.event("visited_signup", "ada", Optional.of("staging"), NOON);
    assertTrue(event.contains("\"statsigEnvironment\":{\"tier\":\"staging\"}"), event);
    assertFalse(LogEvents.event("visited_signup", "ada", Optional.empty(), NOON).contains("tier"));
  }

  private Journal journal() {
    return pair.relay.journal();
  }

  private Path file() {
    return folder.resolve("events.journal");
  }

  private static Exposure exposure(String user) {
    return new Exposure(user, "button_color_v3", "green", true, "NETWORK", List.of());
  }

  private void signUp(String user) throws Exception {
    journal().signup(user, "visited_signup").get(30, TimeUnit.SECONDS);
  }

  /** As if the SDK posted it. */
  private void pass(Exposure exposure) {
    journal().passed(batch(LogEvents.exposure(exposure, Optional.empty(), now.get())));
  }

  private static EventBatch batch(String event) {
    return LogEvents.batch(List.of(event));
  }

  private void awaitJournaled(long events) {
    await(status -> status.journaled() == events);
  }

  private void await(Predicate<RelayStatus> condition) {
    Polling.until(() -> condition.test(pair.relay.status()), () -> pair.relay.status());
  }

  /** Starts anew with the files as they are at this moment, which is what a kill leaves. */
  private void restartAfterAKill() throws Exception {
    await(status -> status.waiting() == 0); // or the batches on their way would go out twice
    Path copy = Files.createTempDirectory(folder, "life");
    try (Stream<Path> files = Files.list(pair.file.getParent())) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    pair.relay.close();
    pair.file = copy.resolve("outbox.db");
    pair.startRelay(now::get);
  }
}
