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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stop loses nothing, breaks off no answer and is over soon, however Statsig is doing. */
@Isolated // what it promises is a time
class StopIT {
  private static final Logger LOG = LoggerFactory.getLogger(StopIT.class);

  /**
   * What the program promises to need at most, from the signal to its end: half of what a container
   * engine waits before it kills. If Statsig hangs, two and a half seconds of it are deadlines.
   */
  private static final Duration PROMISED = Duration.ofSeconds(5);

  @TempDir private Path folder;

  private final Set<String> signedUp = new HashSet<>();

  @Test
  void embeddedAlsoIfAPostIsHalfSent() throws Exception {
    try (RunningProgram program = RunningProgram.ofJar(folder, Map.of());
        RawConnection client = program.connect()) {
      client.send(
          "POST /signup HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n\r\nrandom=al");
      stopUnderLoad("embedded", program);
      String log = program.said();
      assertFalse(log.contains("Exception") || log.contains("\tat "), log);
    }
  }

  /** What Statsig did not take before a stop, it is sent after the next start. */
  @Test
  void liveAlsoIfStatsigHangs() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start("secret-stop")) {
      try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
        stopUnderLoad("healthy", program);
      }
      try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
        statsig.hang();
        stopUnderLoad("hanging", program);
      }
      statsig.recover();
      try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
        for (String visitor : signedUp) {
          statsig.received().awaitEvent("statsig::config_exposure", visitor);
          statsig.received().awaitEvent("visited_signup", visitor);
        }
        program.stop();
      }
    }
  }

  private void stopUnderLoad(String state, RunningProgram program) throws Exception {
    Visitors visitors = Visitors.at(program.url(), state);
    visitors.awaitThanked(100);
    Duration took = program.stopWithin(PROMISED);
    visitors.awaitEnd();
    LOG.info("{}: {} signups, stopped in {}", state, visitors.signedUp().size(), took);
    signedUp.addAll(visitors.signedUp());
    assertEquals(Set.of(), StoredEvents.in(folder).missing(signedUp));
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
        statsig.received().awaitEvents(20); // and the outbox hears of each post a moment later
        gate.freeze();
        LOG.info("frozen database: stopped in {}", program.stopWithin(PROMISED));
        visitors.awaitEnd();
      }
    }
  }
}
