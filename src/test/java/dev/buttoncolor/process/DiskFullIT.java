package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.StoredEvents;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more costs no visitor the page, and no restart once there is room again. */
class DiskFullIT {
  /** KiB that a file may have: less than the write-ahead log needs, more than a library does. */
  private static final int ROOM = 3 * 1024;

  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  @TempDir private Path folder;

  @BeforeEach
  void needsLimitsOnProcesses() {
    assumeTrue(Files.isExecutable(PRLIMIT), "only Linux can lift a limit of a running process");
  }

  @Test
  void servesWithoutRoomAndRecoversWithoutRestart() throws Exception {
    String limited = "ulimit -S -f " + ROOM + "; exec \"$0\" \"$@\"";
    try (RunningProgram program =
        RunningProgram.ofJar(folder, Map.of(), "/bin/bash", "-c", limited)) {
      Visitors visitors = Visitors.at(program.url(), "full");
      visitors.awaitEnd(); // each goes on until told that the signup cannot be taken
      assertEquals(Set.of(), StoredEvents.in(folder).missing(visitors.signedUp()));

      assertEquals(200, program.get("/?random=late").status());
      RawAnswer signup = program.get("/signup?random=late");
      assertEquals(503, signup.status());
      assertTrue(signup.headers().containsKey("Retry-After"), signup::toString);
      RawAnswer ready = program.get("/ready");
      assertEquals(503, ready.status());
      assertTrue(ready.body().contains("\"store\":{\"state\":\"failed\""), ready.body());

      new ProcessBuilder(
              PRLIMIT.toString(), "--fsize=unlimited:", "--pid", Long.toString(program.pid()))
          .inheritIO()
          .start()
          .waitFor();
      Polling.until(
          () -> program.get("/ready").status() == 200, () -> program.get("/ready").body());
      assertEquals(200, program.get("/signup?random=late").status());
      StoredEvents stored = StoredEvents.in(folder);
      assertEquals(Set.of(), stored.missing(visitors.signedUp()));
      assertTrue(stored.converted().contains("late"));
      assertEquals(stored.groups(), StoredEvents.published(program.get("/results.json")));
    }
  }
}
