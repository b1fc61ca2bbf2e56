package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixtureSequenceTest {

  private static final double SIX_DIGITS = 5e-7;
  private static final Counts BLUE = new Counts(1000, 120);

  @Test
  void theMixtureIsTunedToThePlannedVisitors() {
    assertEquals(0.001587230920347513, MixtureSequence.rho2(5000), 1e-17);
    assertEquals(3.174462, new MixtureSequence(BLUE, BLUE, 5000).r(), SIX_DIGITS);
  }

  @ParameterizedTest
  @CsvSource({
    "118, -0.002, -0.707239, 1, -0.054229, 0.050189",
    "150, 0.030, 0.750725, 0.472024, -0.024663, 0.085099",
    "180, 0.060, 4.653377, 0.009529, 0.003250, 0.117378",
    "0, -0.120, 47.824752, 0, -0.161371, -0.088121",
  })
  void evidenceAndIntervalAtEqualSizes(
      long signups, double d, double evidence, double p, double low, double high) {
    MixtureSequence sequence = new MixtureSequence(BLUE, new Counts(1000, signups), 5000);
    assertEquals(d, sequence.difference(), SIX_DIGITS);
    assertEquals(evidence, sequence.logEvidence(0), SIX_DIGITS);
    double pooled = (120 + signups) / 2000.0;
    assertEquals(pooled * (1 - pooled) / 500, sequence.variance(0), SIX_DIGITS * SIX_DIGITS);
    assertEquals(p, sequence.p(), SIX_DIGITS);
    assertEquals(low, sequence.interval(0.05 / 3).low(), SIX_DIGITS);
    assertEquals(high, sequence.interval(0.05 / 3).high(), SIX_DIGITS);
  }

  @Test
  void evidenceAndIntervalAtUnevenSizes() {
    MixtureSequence sequence =
        new MixtureSequence(new Counts(10_000, 700), new Counts(300, 30), 5000);
    assertEquals(0.638331, sequence.p(), SIX_DIGITS);
    assertEquals(-0.016127, sequence.interval(0.05 / 3).low(), SIX_DIGITS);
    assertEquals(0.105512, sequence.interval(0.05 / 3).high(), SIX_DIGITS);
  }

  @Test
  void ratesRestrictedToADifference() {
    RestrictedRates rates = RestrictedRates.of(BLUE, new Counts(1000, 180), 0.02);
    assertEquals(0.158891, rates.treatment(), SIX_DIGITS);
    assertEquals(0.138891, rates.control(), SIX_DIGITS);
  }

  /** No pair of rates differs by more than what both leave room for. */
  @Test
  void ratesStayRatesAtTheOutermostDifferences() {
    RestrictedRates highest = RestrictedRates.of(BLUE, new Counts(1000, 180), 0.95);
    assertEquals(0.95, highest.treatment() - highest.control(), SIX_DIGITS);
    RestrictedRates lowest = RestrictedRates.of(BLUE, new Counts(1000, 180), -0.95);
    assertEquals(0.95, lowest.control() - lowest.treatment(), SIX_DIGITS);
    for (double rate :
        new double[] {
          highest.treatment(), highest.control(), lowest.treatment(), lowest.control()
        }) {
      assertTrue(rate >= 0 && rate <= 1, () -> "a rate of " + rate);
    }
  }

  @Test
  void theObservedDifferenceRestrictsNothing() {
    RestrictedRates rates =
        RestrictedRates.of(new Counts(100, 10), new Counts(100, 95), 0.95 - 0.10);
    assertEquals(0.95, rates.treatment(), SIX_DIGITS);
    assertEquals(0.10, rates.control(), SIX_DIGITS);
  }
}
