package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.RecordedRun;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The smallest p-value of all looks, and the planned look, are not lost. */
class KeptEvidenceTest extends OnEachDatabase {

  /** 200 visitors each; Green converts 60 of them and Blue 15. */
  private void greenLeads() {
    test.expose(0, "Blue");
    test.flush();
    test.flush(); // the look at the end of the bucket before: the next one comes when time goes on
    test.exposeAll(0, 200, "Blue");
    test.exposeAll(200, 400, "Green");
    for (int i = 0; i < 15; i++) {
      test.signUpSoon(i);
    }
    for (int i = 200; i < 260; i++) {
      test.signUpSoon(i);
    }
    test.flush();
  }

  /** Green gets so many more visitors that its lead is gone, and so is the balance. */
  private void greenIsDiluted() {
    test.exposeAll(1_000, 1_600, "Green");
  }

  private static Pair greenAboveBlue() {
    return new Pair("Green", "Blue");
  }

  private static double green(RecordedRun run) {
    return run.evidence().p(greenAboveBlue());
  }

  private static Evidence ofThisMoment(RecordedRun run) {
    return Evidence.NONE.after(run.design().orElseThrow(), run.counts());
  }

  @Test
  void whatAReaderSawOutlivesDilutionAndRestart() throws StoreException {
    greenLeads();
    double seen = green(test.look());
    assertTrue(seen < 0.01, Double.toString(seen));
    greenIsDiluted();
    assertTrue(ofThisMoment(test.look()).p(greenAboveBlue()) > seen);
    assertEquals(seen, green(test.look()));
    test.reopen();

    assertEquals(seen, green(test.look()));
    double sampleRatio = test.look().evidence().p(Evidence.SAMPLE_RATIO);
    assertEquals(ofThisMoment(test.look()).p(Evidence.SAMPLE_RATIO), sampleRatio);
    assertTrue(sampleRatio < 0.01);
  }

  @Test
  void endOfABucketIsALookThoughNoPageIsRead() throws StoreException {
    greenLeads();
    test.advance(Duration.ofSeconds(1));
    test.flush();
    greenIsDiluted();
    test.reopen();

    assertTrue(green(test.look()) < 0.01);
    assertTrue(ofThisMoment(test.look()).p(greenAboveBlue()) > 0.01);
  }

  @Test
  void plannedLookIsShownOnceItIsCommittedAndThenStays() throws StoreException {
    Pair pair = new Pair("Green", "Blue");
    greenLeads();
    test.flush();
    assertEquals(Map.of(), test.look().evidence().plannedLooks(), "the look that makes it due");
    test.flush();
    PairCounts taken = test.look().evidence().plannedLook(pair).orElseThrow();
    assertEquals(PairCounts.of(new Counts(200, 15), new Counts(200, 60)), taken);
    greenIsDiluted();
    test.look();
    test.reopen();

    assertEquals(Map.of(pair, taken), test.look().evidence().plannedLooks());
  }
}
