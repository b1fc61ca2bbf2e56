package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.ReceivedRequests.Event;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was answered reaches Statsig, whenever the process dies. */
class LiveKillIT {
  private static final Logger LOG = LoggerFactory.getLogger(LiveKillIT.class);
  private static final int KILLS = 20;

  @TempDir private Path folder;

  private final List<Life> lives = new ArrayList<>();

  /** One process: from when to when it lived, and whose signup it answered. */
  private record Life(Instant started, Instant killed, Set<String> signedUp) {}

  @Test
  void noAnsweredSignupAndNoExposureOfTheirsIsLostToAKill() throws Exception {
    Random random = new Random(20_261_124);
    try (FakeStatsig statsig = FakeStatsig.start("secret-kill")) {
      Map<String, String> settings = new HashMap<>(statsig.settings());
      settings.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"); // for a quick start
      for (int kill = 1; kill <= KILLS; kill++) {
        Instant started = Instant.now();
        try (RunningProgram program = RunningProgram.ofJar(folder, settings)) {
          Visitors visitors = Visitors.at(program.url(), "kill-" + kill);
          visitors.awaitSignups(1 + random.nextInt(200));
          program.kill();
          visitors.awaitEnd();
          lives.add(new Life(started, Instant.now(), visitors.signedUp()));
        }
      }
      try (RunningProgram program = RunningProgram.ofJar(folder, settings)) {
        for (Life life : lives) {
          for (String visitor : life.signedUp()) {
            Event exposure = arrived(statsig, "statsig::config_exposure", visitor, life);
            assertEquals("button_color_v3", exposure.experiment());
            arrived(statsig, "visited_signup", visitor, life);
          }
        }
        program.stop();
      }
      assertEquals(0, Files.size(folder.resolve("events.journal")));
      int answered = lives.stream().mapToInt(life -> life.signedUp().size()).sum();
      int taken = statsig.received().events().size();
      LOG.info("{} kills, {} answered signups, 0 lost; {} events taken", KILLS, answered, taken);
    }
  }

  /** Statsig's first event of that name, which happened while the process was alive. */
  private static Event arrived(FakeStatsig statsig, String name, String visitor, Life life) {
    Event event = statsig.received().awaitEvent(name, visitor);
    assertTrue(
        !event.time().isBefore(life.started()) && !event.time().isAfter(life.killed()),
        () -> event + " has a time outside " + life.started() + " to " + life.killed());
    return event;
  }
}
