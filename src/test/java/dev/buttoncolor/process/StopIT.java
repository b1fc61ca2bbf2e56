package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.buttoncolor.store.database.Gate;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.RawConnection;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.StoredEvents;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stop loses nothing, breaks off no answer and is over soon, however Statsig is doing. */
class StopIT {
  private static final Logger LOG = LoggerFactory.getLogger(StopIT.class);

  /**
   * What the program promises to need at most, from the signal to its end: half of what a container
   * engine waits before it kills. If Statsig hangs, two and a half seconds of it are deadlines.
   */
  private static final Duration PROMISED = Duration.ofSeconds(5);

  @TempDir private Path folder;

  /** How Statsig is doing at the stop. */
  enum Statsig {
    HEALTHY(statsig -> {}),
    HANGING(FakeStatsig::hang);

    @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
    private final Consumer<FakeStatsig> become;

    Statsig(Consumer<FakeStatsig> become) {
      this.become = become;
    }
  }

  @Test
  void embedded() throws Exception {
    try (RunningProgram program = RunningProgram.ofJar(folder, Map.of())) {
      stopUnderLoad("embedded", program);
    }
  }

  @Test
  void halfSentPostLogsNoStackTrace() throws Exception {
    try (RunningProgram program = RunningProgram.ofJar(folder, Map.of());
        RawConnection client = program.connect()) {
      client.send(
          "POST /signup HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n\r\nrandom=al");
      assertEquals(200, program.get("/health").status()); // so the half has been taken
      program.stop();
      String log = program.said();
      assertFalse(log.contains("Exception") || log.contains("\tat "), log);
    }
  }

  @ParameterizedTest
  @EnumSource
  void live(Statsig state) throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start("secret-stop")) {
      Set<String> signedUp;
      try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
        state.become.accept(statsig);
        signedUp = stopUnderLoad("live, Statsig " + state, program);
      }
      statsig.recover();
      assertAllArrive(signedUp, statsig);
    }
  }

  /** What is told to a database that has frozen is not waited for. */
  @Test
  void liveWithADatabaseThatDoesNotAnswer() throws Exception {
    try (Gate gate = new Gate();
        FakeStatsig statsig = FakeStatsig.start("secret-stop")) {
      gate.open();
      Map<String, String> settings = new HashMap<>(statsig.settings());
      settings.put("DATABASE_URL", gate.databaseUrl());
      settings.put("VISITOR_ID_KEY", "the key of a test's instances");
      try (RunningProgram program = RunningProgram.ofJar(folder, settings)) {
        Visitors visitors = Visitors.at(program.url(), "stop");
        statsig.received().awaitEvents(100); // and the outbox hears of each post a moment later
        gate.freeze();
        LOG.info("frozen database: stopped in {}", program.stopWithin(PROMISED));
        visitors.awaitEnd();
        assertEquals(List.of(), visitors.cutOff());
      }
    }
  }

  private Set<String> stopUnderLoad(String mode, RunningProgram program) throws Exception {
    Visitors visitors = Visitors.at(program.url(), "stop");
    visitors.awaitSignups(200);
    Duration took = program.stopWithin(PROMISED);
    visitors.awaitEnd();
    LOG.info("{}: {} signups, stopped in {}", mode, visitors.signedUp().size(), took);
    assertEquals(List.of(), visitors.cutOff());
    assertEquals(Set.of(), StoredEvents.in(folder).missing(visitors.signedUp()));
    return visitors.signedUp();
  }

  /** What Statsig did not take before the stop, it is sent after the next start. */
  private void assertAllArrive(Set<String> signedUp, FakeStatsig statsig) throws Exception {
    try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
      for (String visitor : signedUp) {
        statsig.received().awaitEvent("statsig::config_exposure", visitor);
        statsig.received().awaitEvent("visited_signup", visitor);
      }
      program.stop();
    }
  }
}
