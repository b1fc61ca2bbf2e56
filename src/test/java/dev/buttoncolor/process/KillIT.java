package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.StoredEvents;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was answered is on disk, whenever the process dies. */
class KillIT {
  private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
  private static final int KILLS = 20;

  /** A process that dies young does not live to see what the second compiler's work is good for. */
  private static final Map<String, String> QUICK_START =
      Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

  @TempDir private Path folder;

  private final Set<String> answered = new HashSet<>();

  @Test
  void noAnsweredSignupIsLostToAKill() throws Exception {
    Random random = new Random(20_261_122);
    for (int kill = 1; kill <= KILLS; kill++) {
      try (RunningProgram program = RunningProgram.ofJar(folder, QUICK_START)) {
        assertNothingLost(program);
        Visitors visitors = Visitors.at(program.url(), "kill-" + kill);
        visitors.awaitSignups(1 + random.nextInt(200));
        program.kill();
        visitors.awaitEnd();
        answered.addAll(visitors.signedUp());
      }
    }
    try (RunningProgram program = RunningProgram.ofJar(folder, QUICK_START)) {
      assertNothingLost(program);
    }
    LOG.info("{} kills, {} answered signups, 0 lost", KILLS, answered.size());
  }

  private void assertNothingLost(RunningProgram program) throws Exception {
    StoredEvents stored = StoredEvents.in(folder);
    assertEquals(Set.of(), stored.missing(answered));
    assertEquals(stored.groups(), StoredEvents.published(program.get("/results.json")));
  }
}
