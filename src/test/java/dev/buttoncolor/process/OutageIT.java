package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors notice nothing of an outage of Statsig, and Statsig misses nothing of them. */
class OutageIT {
  /** Two events each, so enough for the SDK to send its first thousand. */
  private static final int SIGNUPS = 600;

  @TempDir private Path folder;

  @Test
  void everythingArrivesAfterAnOutage() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start("secret-outage")) {
      Set<String> signedUp;
      try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
        statsig.answer(503);
        Visitors visitors = Visitors.at(program.url(), "outage");
        visitors.awaitSignups(SIGNUPS);
        visitors.leave();
        signedUp = visitors.signedUp();
        statsig.received().awaitPosts(2);
        RawAnswer ready = program.get("/ready");
        assertEquals(200, ready.status(), ready.body());
        assertTrue(ready.body().contains("Statsig takes no events: answered 503"), ready.body());

        statsig.recover();
        statsig.received().awaitEvents(1);
        program.stop();
      }
      try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
        for (String visitor : signedUp) {
          statsig.received().awaitEvent("statsig::config_exposure", visitor);
          statsig.received().awaitEvent("visited_signup", visitor);
        }
        String ready = program.get("/ready").body();
        assertTrue(ready.contains("forwards events to Statsig"), ready);
        assertTrue(ready.contains("0 dead letters, 0 dropped"), ready);
      }
    }
  }
}
