package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @ValueSource(longs = {60, 75, 170, 180, 190})
  void intervalsAndPAgree(long signups) {
    MixtureSequence sequence =
        new MixtureSequence(PairCounts.of(BLUE, new Counts(1000, signups)), 5000);
    ScoreTest.Intervals wider = sequence.intervals(0.999 * sequence.p());
    assertTrue(wider.differences().holds(0) && wider.lifts().holds(0));
    ScoreTest.Intervals narrower = sequence.intervals(1.001 * sequence.p());
    assertFalse(narrower.differences().holds(0) || narrower.lifts().holds(0));
  }

  /** No pair of rates differs by more than what both leave room for; what is seen is likeliest. */
  @ParameterizedTest
  @CsvSource({"180/1000, 0.95,", "180/1000, -0.95,", "95/100, 0.83, 0.95"})
  void ratesStayRatesAtTheOutermostDifferences(String other, double difference, Double likeliest) {
    RestrictedRates rates =
        RestrictedRates.atDifference(
            new PairCounts.InStretch(BLUE, Designs.parse(other)), difference);
    assertEquals(difference, rates.treatment() - rates.control(), 1e-12);
    assertTrue(Math.min(rates.treatment(), rates.control()) >= 0, rates::toString);
    assertTrue(Math.max(rates.treatment(), rates.control()) <= 1, rates::toString);
    assertEquals(likeliest == null ? rates.treatment() : likeliest, rates.treatment(), 5e-7);
  }
}
