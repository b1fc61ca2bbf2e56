package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds beside the figures of the worked examples. */
class MixtureSequenceTest {

  private static final Counts BLUE = new Counts(1000, 120);

  @Test
  void theMixtureIsTunedToThePlannedVisitors() {
    assertEquals(0.001587230920347513, MixtureSequence.rho2(5000), 1e-17);
  }

  /** 0 is outside exactly if p is at most the level, ratio 1 exactly if difference 0 is. */
  @ParameterizedTest
  @ValueSource(longs = {60, 75, 120, 150, 170, 180, 190})
  void intervalsAndPAgree(long signups) {
    MixtureSequence sequence =
        new MixtureSequence(PairCounts.of(BLUE, new Counts(1000, signups)), 5000);
    double p = sequence.p();
    if (p < 1) {
      assertTrue(sequence.intervals(0.999 * p).differences().holds(0));
      assertTrue(sequence.intervals(0.999 * p).lifts().holds(0));
      assertTrue(!sequence.intervals(1.001 * p).differences().holds(0));
      assertTrue(!sequence.intervals(1.001 * p).lifts().holds(0));
    } else {
      assertTrue(sequence.intervals(0.9).differences().holds(0));
    }
  }

  /** No pair of rates differs by more than what both leave room for. */
  @Test
  void ratesStayRatesAtTheOutermostDifferences() {
    for (double difference : new double[] {0.95, -0.95}) {
      RestrictedRates rates = RestrictedRates.atDifference(BLUE, new Counts(1000, 180), difference);
      assertEquals(difference, rates.treatment() - rates.control(), 1e-12);
      for (double rate : new double[] {rates.treatment(), rates.control()}) {
        assertTrue(rate >= 0 && rate <= 1, () -> "a rate of " + rate);
      }
    }
  }

  @Test
  void theObservedDifferenceRestrictsNothing() {
    RestrictedRates rates =
        RestrictedRates.atDifference(new Counts(100, 10), new Counts(100, 95), 0.95 - 0.10);
    assertEquals(0.95, rates.treatment(), 5e-7);
    assertEquals(0.10, rates.control(), 5e-7);
  }
}
