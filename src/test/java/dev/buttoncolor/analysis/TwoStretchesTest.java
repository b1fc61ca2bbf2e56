package dev.buttoncolor.analysis;

import static dev.buttoncolor.analysis.WorkedExampleTest.DIGITS;
import static dev.buttoncolor.analysis.WorkedExampleTest.assertInterval;
import static dev.buttoncolor.analysis.WorkedExampleTest.assertRates;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Blue and Green at 90/10, then at 50/50, while the rate of both rises; every figure was worked out
 * apart from this program.
 */
class TwoStretchesTest {

  private static final Design DESIGN = Designs.of(5000, .5, .5);
  private static final Pair GREEN = new Pair("Green", "Blue");
  private static final Stretch FIRST =
      Designs.stretch(new double[] {.9, .1}, new Counts(9000, 900), new Counts(1000, 112));
  private static final double[] HALVES = {.5, .5};
  private static final List<GroupCounts> LOOKS =
      List.of(
          new GroupCounts(List.of(FIRST)),
          new GroupCounts(
              List.of(FIRST, Designs.stretch(HALVES, new Counts(700, 105), new Counts(700, 119)))),
          new GroupCounts(
              List.of(
                  FIRST, Designs.stretch(HALVES, new Counts(2500, 375), new Counts(2500, 425)))));

  private static ComparisonFamily look(int number) {
    Evidence evidence = Evidence.NONE;
    for (int i = 0; i < number; i++) {
      evidence = Designs.look(evidence, DESIGN, LOOKS.get(i));
    }
    return ComparisonFamily.againstControl(DESIGN, LOOKS.get(number - 1), evidence);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3600, 5.714031, 0.012, 1.193660, -0.345795, -0.020421, 0.052747, -0.196366, 0.544732",
    "2, 5000, 7.936155, 0.01424, 1.567794, -0.003594, -0.016019, 0.048766, -0.132310, 0.452632",
    "3, 8600, 13.650186, 0.016651163, 2.264813, 1.047400, -0.008474, 0.043228, -0.061476, 0.356893",
  })
  void watching(
      int look,
      double n,
      double r,
      double d,
      double z,
      double logEvidence,
      double low,
      double high,
      double liftLow,
      double liftHigh) {
    PairCounts counts = look(look).test(GREEN).counts();
    MixtureSequence watching = look(look).test(GREEN).watching();
    assertEquals(n, counts.effectiveVisitors(), DIGITS);
    assertEquals(r, watching.r(), DIGITS);
    assertEquals(d, counts.difference().orElseThrow(), 5e-10);
    assertEquals(z, Math.sqrt(new ScoreTest(counts).chiSquare(0)), DIGITS);
    assertEquals(logEvidence, watching.logEvidence(0), DIGITS);
    assertInterval(low, high, watching.differences(0.3 * 0.05));
    assertInterval(liftLow, liftHigh, watching.lifts(0.3 * 0.05));
  }

  @Test
  void plannedLook() {
    ComparisonFamily family = look(2);
    PlannedLook planned = family.test(GREEN).planned().orElseThrow();
    assertEquals(0.116929, planned.p(), DIGITS);
    assertEquals(0.167042, family.test(GREEN).p(), DIGITS);
    assertInterval(-0.004713, 0.034791, planned.differences(0.7 * 0.05));
    assertInterval(-0.039867, 0.316019, planned.lifts(0.7 * 0.05));
    assertEquals(0.114, planned.counts().controlRate(), 5e-4);
    assertEquals(0.027844, family.delta(GREEN).orElseThrow(), DIGITS);
  }

  @Test
  void lookAfterIt() {
    ComparisonFamily family = look(3);
    PairTest test = family.test(GREEN);
    assertEquals(0.350849, test.watching().p(), DIGITS);
    assertEquals(0.167042, test.p(), DIGITS);
    assertInterval(-0.004713, 0.034791, family.intervals(GREEN).differences());
    assertInterval(-0.039867, 0.316019, family.intervals(GREEN).lifts());
    assertEquals(0.129009, test.counts().lift().orElseThrow(), DIGITS);
    assertEquals(0.015515, test.cautiousGuess(), DIGITS);
  }

  @Test
  void weightsAndVariancesByStretch() {
    PairCounts counts = LOOKS.get(2).of(GREEN);
    assertEquals(900, counts.stretches().get(0).weight(), 1e-9);
    assertEquals(1250, counts.stretches().get(1).weight(), 1e-9);
    ScoreTest test = new ScoreTest(counts);
    assertEquals(5.405358659e-05, test.variance(0), 5e-15);
    assertEquals(5.647057512e-05, test.variance(0.02), 5e-15);
    PairCounts.InStretch first = counts.stretches().get(0);
    PairCounts.InStretch second = counts.stretches().get(1);
    assertRates(0.119309, 0.099309, atDifference(first));
    assertRates(0.170000, 0.150000, atDifference(second));
    assertRates(0.110220, 0.100200, atRatio(first));
    assertRates(0.167642, 0.152402, atRatio(second));
  }

  private static RestrictedRates atDifference(PairCounts.InStretch stretch) {
    return RestrictedRates.atDifference(stretch.control(), stretch.treatment(), 0.02);
  }

  private static RestrictedRates atRatio(PairCounts.InStretch stretch) {
    return RestrictedRates.atRatio(stretch.control(), stretch.treatment(), 1.1);
  }

  /** What would call a winner that is none. */
  @Test
  void stretchesThrownTogetherWouldDiffer() {
    PairCounts together = PairCounts.of(LOOKS.get(2).of("Blue"), LOOKS.get(2).of("Green"));
    assertEquals(0.042559, together.difference().orElseThrow(), DIGITS);
    assertEquals(6.7647, Math.sqrt(new ScoreTest(together).chiSquare(0)), 5e-5);
  }
}
