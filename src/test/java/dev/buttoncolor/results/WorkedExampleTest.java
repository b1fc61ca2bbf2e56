package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One example with every figure worked out apart from this program, to six digits. */
class WorkedExampleTest {

  private static final double SIX_DIGITS = 5e-7;
  private static final Counts BLUE = new Counts(1000, 120);

  private final Analysis analysis =
      Analysis.of(Plans.fourColors(), Plans.workedExample(), SmallestP.NONE);

  @Test
  void rhoIsTunedToThePlannedVisitors() {
    assertEquals(0.001587230920347513, ConfidenceSequence.rho2(5000), 1e-17);
  }

  @ParameterizedTest
  @CsvSource({
    "Red, 118, -0.002, 0.493003, -0.047233, 0.043233",
    "Green, 150, 0.030, 2.124537, -0.017693, 0.077693",
    "Orange, 180, 0.060, 109.020602, 0.010294, 0.109706",
  })
  void evidenceAndIntervalOfOneComparison(
      String group, long signups, double d, double evidence, double low, double high) {
    ConfidenceSequence sequence = ConfidenceSequence.of(BLUE, new Counts(1000, signups), 5000);
    assertEquals(d, sequence.difference().orElseThrow(), SIX_DIGITS, group);
    assertEquals(evidence, Math.exp(sequence.logEvidence()), SIX_DIGITS, group);
    assertEquals(low, sequence.interval(0.05).orElseThrow().low(), SIX_DIGITS, group);
    assertEquals(high, sequence.interval(0.05).orElseThrow().high(), SIX_DIGITS, group);
  }

  @ParameterizedTest
  @CsvSource({
    "Red, -0.002, 1, 1, -0.053496, 0.049496, 0.890146, OPEN",
    "Green, 0.030, 0.470691, 0.941382, -0.024296, 0.084296, 0.049421, OPEN",
    "Orange, 0.060, 0.009173, 0.027518, 0.003411, 0.116589, 0.000163, BEATS",
  })
  void threeComparisonsAtOnce(
      String group,
      double difference,
      double pValue,
      double adjusted,
      double low,
      double high,
      double fixedHorizon,
      Comparison.Standing standing) {
    Comparison comparison = Plans.comparison(analysis, group);
    assertEquals(2000, comparison.visitors());
    assertEquals(difference, comparison.difference().orElseThrow(), SIX_DIGITS);
    assertEquals(difference / 0.12, comparison.lift().orElseThrow(), SIX_DIGITS);
    assertEquals(pValue, comparison.pValue(), SIX_DIGITS);
    assertEquals(adjusted, comparison.adjustedPValue(), SIX_DIGITS);
    assertEquals(low, comparison.interval().orElseThrow().low(), SIX_DIGITS);
    assertEquals(high, comparison.interval().orElseThrow().high(), SIX_DIGITS);
    assertEquals(fixedHorizon, comparison.fixedHorizonPValue().orElseThrow(), SIX_DIGITS);
    assertEquals(standing, comparison.standing());
  }

  @ParameterizedTest
  @CsvSource({"Green, 0.975068", "Orange, 0.999916"})
  void chanceToBeatControl(String group, double chance) {
    assertEquals(
        chance, Plans.comparison(analysis, group).chanceToBeat().orElseThrow(), SIX_DIGITS);
  }

  @Test
  void theVerdictCanBeReadAloud() {
    assertEquals(
        new Verdict(
            Verdict.State.DECIDED,
            "Orange beats Blue: 18.0% against 12.0% signed up. Green and Red are not decided yet."),
        analysis.verdict());
  }
}
