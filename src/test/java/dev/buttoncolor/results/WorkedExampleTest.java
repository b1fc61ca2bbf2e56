package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One example with every figure worked out apart from this program, to six digits. */
class WorkedExampleTest {

  private static final double SIX_DIGITS = 5e-7;

  private final Results results = Runs.look(Designs.fourColors(), Designs.workedExample());

  @ParameterizedTest
  @CsvSource({
    "Red, -0.002, 1, 1, -0.054229, 0.050189, -0.362096, 0.515814, 0.890146, OPEN",
    "Green, 0.030, 0.472024, 0.944048, -0.024663, 0.085099, -0.166681, 0.875032, 0.049421, OPEN",
    "Orange, 0.060, 0.009529, 0.028588, 0.003250, 0.117378, 0.017856, 1.210530, 0.000163, BEATS",
  })
  void threeComparisonsAtOnce(
      String group,
      double difference,
      double p,
      double adjusted,
      double low,
      double high,
      double liftLow,
      double liftHigh,
      double fixedHorizon,
      Standing standing) {
    Comparison comparison = Runs.comparison(results, group);
    assertEquals(difference, comparison.difference().orElseThrow(), SIX_DIGITS);
    assertEquals(difference / 0.12, comparison.lift().orElseThrow(), SIX_DIGITS);
    assertEquals(p, comparison.pValue(), SIX_DIGITS);
    assertEquals(adjusted, comparison.adjustedPValue(), SIX_DIGITS);
    assertEquals(low, comparison.low().getAsDouble(), SIX_DIGITS);
    assertEquals(high, comparison.high().getAsDouble(), SIX_DIGITS);
    assertEquals(liftLow, comparison.liftLow().getAsDouble(), SIX_DIGITS);
    assertEquals(liftHigh, comparison.liftHigh().getAsDouble(), SIX_DIGITS);
    assertEquals(fixedHorizon, comparison.fixedHorizonPValue().orElseThrow(), SIX_DIGITS);
    assertEquals(standing, comparison.standing());
  }

  @ParameterizedTest
  @CsvSource({"Green, 0.975068", "Orange, 0.999916"})
  void chanceToBeatControl(String group, double chance) {
    assertEquals(chance, Runs.comparison(results, group).chanceToBeat().orElseThrow(), SIX_DIGITS);
  }

  @Test
  void verdictCanBeReadAloud() {
    assertEquals(
        new Verdict(
            Verdict.State.DECIDED,
            "Orange beats Blue",
            "Orange beats Blue: 18.0% against 12.0% signed up. Green and Red are not decided:"
                + " differences to Blue above +8.5 and below −5.4 points are excluded, after 2,000"
                + " of 5,000 planned visitors."),
        results.verdict());
  }
}
