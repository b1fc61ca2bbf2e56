package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumSampleTest {

  @ParameterizedTest
  @CsvSource({
    "1000, 120, 1000, 0, true, a group without a signup is compared too",
    "100, 20, 100, 0, true, exactly enough",
    "99, 20, 1000, 200, false, too few visitors",
    "1000, 200, 99, 20, false, too few visitors of the other",
    "1000, 5, 1000, 14, false, 9.5 expected signups",
    "1000, 5, 1000, 15, true, 10 expected signups",
    "1000, 990, 1000, 991, false, 9.5 expected without one",
    "1000, 990, 1000, 990, true, 10 expected without one",
    "1000, 0, 1000, 0, false, no rate",
    "0, 0, 0, 0, false, no visitors",
  })
  void goesByExpectedCounts(long n, long x, long m, long y, boolean reached, String why) {
    PairCounts pair = PairCounts.of(new Counts(n, x), new Counts(m, y));
    assertEquals(reached, MinimumSample.isReached(pair), why);
  }

  @Test
  void plannedLookNeedsTwentyExpected() {
    Counts many = new Counts(2500, 20);
    assertTrue(PlannedLook.isDue(PairCounts.of(many, many), 5000));
    assertFalse(PlannedLook.isDue(PairCounts.of(many, many), 5001));
    assertFalse(PlannedLook.isDue(PairCounts.of(many, new Counts(2500, 19)), 5000));
  }

  /** What each stretch expects of its smaller group; one without a group adds nothing. */
  @Test
  void stretchesAddUp() {
    PairCounts.InStretch half = new PairCounts.InStretch(new Counts(60, 6), new Counts(900, 90));
    PairCounts.InStretch other = new PairCounts.InStretch(new Counts(900, 90), new Counts(60, 6));
    PairCounts.InStretch alone = new PairCounts.InStretch(new Counts(900, 90), Counts.EMPTY);
    assertFalse(MinimumSample.isReached(new PairCounts(List.of(half, alone))));
    assertTrue(MinimumSample.isReached(new PairCounts(List.of(half, other, alone))));
    assertEquals(12, MinimumSample.expectedSignups(new PairCounts(List.of(half, other))), 1e-9);
  }

  @Test
  void saysHowManyAreNeeded() {
    assertEquals(125, needed(50, 4).orElseThrow());
    assertEquals(126, needed(63, 5).orElseThrow());
    assertEquals(100, needed(50, 25).orElseThrow());
    assertTrue(needed(50, 0).isEmpty());
    assertTrue(needed(5, 5).isEmpty());
  }

  private static OptionalLong needed(long visitors, long signups) {
    Counts each = new Counts(visitors, signups);
    return MinimumSample.needed(PairCounts.of(each, each));
  }
}
