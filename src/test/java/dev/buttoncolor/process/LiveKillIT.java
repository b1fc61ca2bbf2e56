package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.statsig.Documents;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.StoredEvents;
import dev.buttoncolor.support.Visitors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was answered is in the store and reaches Statsig, and what the store counts reaches Statsig,
 * whenever the process dies. {@code -Dkills=20} kills more often.
 */
class LiveKillIT {
  private static final Logger LOG = LoggerFactory.getLogger(LiveKillIT.class);
  private static final int KILLS = Integer.getInteger("kills", 3);

  /** By turns: with holdouts and overrides, an experiment that runs and one that has ended. */
  private static final List<String> DOCUMENTS = List.of("everything", "running", "ended");

  @TempDir private Path folder;

  private final List<Integer> killsAfter = new ArrayList<>(); // so many requests to Statsig
  private final Set<String> thanked = new HashSet<>();
  private final Set<String> signedUp = new HashSet<>();

  @Test
  void whatWasAnsweredAndWhatIsCountedReachesStatsigOnce() throws Exception {
    Random random = new Random(20_261_124);
    try (FakeStatsig statsig = FakeStatsig.start("secret-kill", "{}")) {
      for (int kill = 1; kill <= KILLS; kill++) {
        String document = DOCUMENTS.get(kill % DOCUMENTS.size());
        statsig.serve(
            Documents.named(document, 1_700_000_000_000L + kill)
                .replace("\"ada\"", "\"kill-%d-0-0\"".formatted(kill))); // the override's user
        try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
          assertStored(program);
          Visitors visitors = Visitors.at(program.url(), "kill-" + kill);
          visitors.awaitThanked(1 + random.nextInt(300));
          program.kill();
          visitors.awaitEnd();
          thanked.addAll(visitors.thanked());
          signedUp.addAll(visitors.signedUp());
          killsAfter.add(statsig.received().count());
        }
      }
      try (RunningProgram program = RunningProgram.ofJar(folder, statsig.settings())) {
        assertStored(program);
        for (String visitor : thanked) {
          statsig.received().awaitEvent("statsig::config_exposure", visitor);
          statsig.received().awaitEvent("visited_signup", visitor);
        }
        for (String visitor : StoredEvents.in(folder).exposed()) {
          statsig.received().awaitEvent("statsig::config_exposure", visitor);
        }
      }
      statsig.received().assertOnce(event -> List.of(event.name(), event.userId()), killsAfter, 1);
      LOG.info(
          "{} kills, {} answered signups, {} of them conversions, 0 lost; {} events taken",
          KILLS,
          thanked.size(),
          signedUp.size(),
          statsig.received().events().size());
    }
  }

  private void assertStored(RunningProgram program) throws Exception {
    StoredEvents stored = StoredEvents.in(folder);
    assertEquals(Set.of(), stored.missing(signedUp));
    assertEquals(stored.groups(), StoredEvents.published(program.get("/results.json")));
  }
}
