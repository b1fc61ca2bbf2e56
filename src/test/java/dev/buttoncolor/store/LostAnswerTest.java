package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.database.Backend;
import dev.buttoncolor.store.database.LostAnswerDatabase;
import dev.buttoncolor.store.runs.RecordedRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction whose answer was lost is written again, and counts nothing twice. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class LostAnswerTest {

  @Parameter Backend backend;

  @Test
  void eventsAreCountedOnceThoughTheyAreWrittenTwice(@TempDir Path folder) throws Exception {
    LostAnswerDatabase database = new LostAnswerDatabase(backend.newDatabase(folder));
    try (TestStore test = TestStore.on(database)) {
      test.expose(1, "Blue");
      test.flush();
      database.lose(3);
      test.expose(2, "Blue");
      test.expose(1, "Green"); // crosses over
      test.signUpSoon(2);
      test.signUpSoon(3);
      test.store().exclude(Exclusion.BOT);
      test.flush();

      assertEquals(3, database.lost());
      assertEquals(new Counts(2, 1), test.counts("Blue"));
      assertEquals(Counts.EMPTY, test.counts("Green"));
      assertEquals(1, test.exclusions(Exclusion.CROSSOVER));
      assertEquals(1, test.exclusions(Exclusion.SIGNUP_WITHOUT_EXPOSURE));
      assertEquals(1, test.exclusions(Exclusion.BOT));
      RecordedRun before = test.look();
      test.reopen();
      assertEquals(before.counts(), test.look().counts());
      assertEquals(before.exclusions(), test.look().exclusions());
    }
  }
}
