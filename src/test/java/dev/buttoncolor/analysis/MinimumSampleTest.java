package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertEquals(reached, MinimumSample.isReached(new Counts(n, x), new Counts(m, y)), why);
  }

  @Test
  void saysHowManyAreNeeded() {
    assertEquals(125, MinimumSample.needed(new Counts(50, 4), new Counts(50, 4)).orElseThrow());
    assertEquals(126, MinimumSample.needed(new Counts(63, 5), new Counts(63, 5)).orElseThrow());
    assertEquals(100, MinimumSample.needed(new Counts(50, 25), new Counts(50, 25)).orElseThrow());
    assertTrue(MinimumSample.needed(new Counts(50, 0), new Counts(50, 0)).isEmpty());
    assertTrue(MinimumSample.needed(new Counts(5, 5), new Counts(5, 5)).isEmpty());
  }
}
