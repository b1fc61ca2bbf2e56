package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two runs, with every figure worked out apart from this program, to six digits. */
class WorkedExampleTest {

  private static final double DIGITS = 5e-7;

  private static final Design DESIGN = Designs.fourColors();
  private static final double LEVEL = 0.05 / 3;

  /** Looks at 1000, 2500, 4000 and 20,000 visitors a group, and no others. */
  private static final List<GroupCounts> LOOKS =
      List.of(
          Designs.workedExample(),
          Designs.plannedLook(),
          Designs.counts(
              new Counts(4000, 480),
              new Counts(4000, 560),
              new Counts(4000, 462),
              new Counts(4000, 628)),
          Designs.counts(
              new Counts(20_000, 2400),
              new Counts(20_000, 2360),
              new Counts(20_000, 2400),
              new Counts(20_000, 2400)));

  /** Blue and Green at 90/10, then at 50/50, while the rate of both rises. */
  private static final Design TWO = Designs.of(5000, .5, .5);

  private static final double[] HALVES = {.5, .5};
  private static final Stretch FIRST =
      Designs.stretch(new double[] {.9, .1}, new Counts(9000, 900), new Counts(1000, 112));
  private static final List<GroupCounts> STRETCHES =
      List.of(
          new GroupCounts(List.of(FIRST)),
          new GroupCounts(
              List.of(FIRST, Designs.stretch(HALVES, new Counts(700, 105), new Counts(700, 119)))),
          new GroupCounts(
              List.of(
                  FIRST, Designs.stretch(HALVES, new Counts(2500, 375), new Counts(2500, 425)))));

  private static Evidence evidence(Design design, List<GroupCounts> looks, int number) {
    return IntStream.range(0, number)
        .boxed()
        .reduce(
            Evidence.NONE,
            (before, i) -> Designs.look(before, design, looks.get(i)),
            (one, other) -> other);
  }

  private static ComparisonFamily look(int number) {
    return family(DESIGN, LOOKS, number);
  }

  private static ComparisonFamily family(Design design, List<GroupCounts> looks, int number) {
    return new ComparisonFamily(
        Pair.againstControl(design),
        design,
        looks.get(number - 1),
        evidence(design, looks, number));
  }

  private static Pair against(String group) {
    return new Pair(group, "Blue");
  }

  private static void assertInterval(double low, double high, Interval interval) {
    assertEquals(low, interval.low(), DIGITS);
    assertEquals(high, interval.high(), DIGITS);
  }

  /** The first is watching alone, the second is the planned one, and that stands at the third. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1, Red, -0.002, -0.707239, 1, -0.060595, 0.056546, -0.060595, 0.056546, -0.391294, 0.588304, OPEN
          1, Green, 0.03, 0.750725, 1, -0.031260, 0.091789, -0.031260, 0.091789, -0.202082, 0.961916, OPEN
          1, Orange, 0.06, 4.653377, 0.031765, -0.003555, 0.124318, -0.003555, 0.124318, -0.022982, 1.310901, OPEN
          2, Red, -0.004, -1.009721, 0.944456, -0.038868, 0.030829, -0.027089, 0.019071, -0.204427, 0.174499, NO_DIFFERENCE
          2, Green, 0.0228, 1.433046, 0.024328, -0.013543, 0.059315, -0.001303, 0.046982, -0.009834, 0.430524, BEATS
          2, Orange, 0.04, 6.281152, 0.000065539, 0.002778, 0.077476, 0.015296, 0.064820, 0.115366, 0.594560, BEATS
          3, Red, -0.0045, -1.127923, 0.944456, -0.031835, 0.022807, -0.027089, 0.019071, -0.204427, 0.174499, NO_DIFFERENCE
          3, Green, 0.02, 1.969880, 0.024328, -0.008426, 0.048524, -0.001303, 0.046982, -0.009834, 0.430524, BEATS
          3, Orange, 0.037, 9.327328, 0.000065539, 0.007871, 0.066282, 0.015296, 0.064820, 0.115366, 0.594560, BEATS
          4, Green, -0.002, -1.895439, 0.024328, -0.014550, 0.010548, -0.014550, 0.010548, -0.114970, 0.092548, FADED
          """)
  void looks(
      int number,
      String group,
      double d,
      double logEvidence,
      double combined,
      double watchingLow,
      double watchingHigh,
      double low,
      double high,
      double liftLow,
      double liftHigh,
      Standing standing) {
    ComparisonFamily family = look(number);
    PairTest test = family.test(against(group));
    ScoreTest.Intervals shown = family.shown(against(group)).intervals(LEVEL);
    assertEquals(d, test.counts().difference().orElseThrow(), DIGITS);
    assertEquals(logEvidence, test.watching().logEvidence(0), DIGITS);
    assertEquals(combined, test.p(), combined < 1e-4 ? 5e-10 : DIGITS);
    assertInterval(watchingLow, watchingHigh, test.watching().intervals(0.3 * LEVEL).differences());
    assertInterval(low, high, shown.differences());
    assertInterval(liftLow, liftHigh, shown.lifts());
    assertEquals(standing, family.standing(against(group)));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Red, 1, 1, 0.890146, -0.054229, 0.050189
          Green, 0.472024, 1, 0.049421, -0.024663, 0.085099
          Orange, 0.009529, 0.095294, 0.000163, 0.003250, 0.117378
          """)
  void firstLook(
      String group, double p, double adjusted, double fixedHorizon, double low, double high) {
    PairTest test = look(1).test(against(group));
    assertEquals(3.174462, test.watching().r(), DIGITS);
    assertEquals(2000, test.counts().effectiveVisitors(), DIGITS);
    assertEquals(p, test.watching().p(), DIGITS);
    assertEquals(adjusted, look(1).adjustedP(against(group)), DIGITS);
    assertEquals(fixedHorizon, test.counts().fixedHorizonP().orElseThrow(), DIGITS);
    assertInterval(low, high, test.watching().intervals(LEVEL).differences());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Red, -0.438369, 0.661119, 0.944456, -0.003552
          Green, 2.386065, 0.017030, 0.048656, 0.020249
          Orange, 4.075696, 0.000045877, 0.000196616, 0.035524
          """)
  void plannedLook(String group, double z, double p, double adjusted, double cautious) {
    ComparisonFamily family = look(2);
    PlannedLook planned = family.test(against(group)).planned().orElseThrow();
    assertEquals(z, planned.z(), DIGITS);
    assertEquals(p, planned.p(), p < 1e-4 ? 5e-10 : DIGITS);
    assertEquals(adjusted, family.adjustedP(against(group)), adjusted < 1e-3 ? 5e-10 : DIGITS);
    assertEquals(cautious, family.test(against(group)).cautiousGuess(), DIGITS);
    assertEquals(0.032606, family.delta(against(group)).orElseThrow(), DIGITS);
    assertEquals(0.032606, look(3).delta(against(group)).orElseThrow(), DIGITS);
  }

  @Test
  void winnersHaveAPlannedLookOfTheirOwn() {
    Pair pair = new Pair("Orange", "Green");
    ComparisonFamily winners =
        new ComparisonFamily(List.of(pair), DESIGN, LOOKS.get(1), evidence(DESIGN, LOOKS, 2));
    PairTest test = winners.test(pair);
    assertEquals(0.183055, test.watching().logEvidence(0), DIGITS);
    assertEquals(1.696559, test.planned().orElseThrow().z(), DIGITS);
    assertEquals(0.089780, test.planned().orElseThrow().p(), DIGITS);
    assertEquals(0.128257, test.p(), DIGITS);
    assertEquals(Standing.OPEN, winners.standing(pair));
    assertTrue(winners.delta(pair).isEmpty());
  }

  @Test
  void whatHasFadedIsOutsideOfThePlannedLook() {
    PlannedLook look = look(4).test(against("Green")).planned().orElseThrow();
    assertFalse(look.intervals(0.7 * LEVEL).differences().holds(-0.002));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1, 3600, 5.714031, 0.012, 1.193660, -0.345795, -0.020421, 0.052747, -0.196366, 0.544732
          2, 5000, 7.936155, 0.01424, 1.567794, -0.003594, -0.016019, 0.048766, -0.132310, 0.452632
          3, 8600, 13.650186, 0.016651163, 2.264813, 1.047400, -0.008474, 0.043228, -0.061476, 0.356893
          """)
  void stretchesWatched(
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
    PairTest test = family(TWO, STRETCHES, look).test(against("Green"));
    ScoreTest.Intervals watching = test.watching().intervals(0.3 * 0.05);
    assertEquals(n, test.counts().effectiveVisitors(), DIGITS);
    assertEquals(r, test.watching().r(), DIGITS);
    assertEquals(d, test.counts().difference().orElseThrow(), 5e-10);
    assertEquals(z, Math.sqrt(new ScoreTest(test.counts()).chiSquare(0)), DIGITS);
    assertEquals(logEvidence, test.watching().logEvidence(0), DIGITS);
    assertInterval(low, high, watching.differences());
    assertInterval(liftLow, liftHigh, watching.lifts());
  }

  @Test
  void stretchesFromThePlannedLookOn() {
    PlannedLook planned = family(TWO, STRETCHES, 2).test(against("Green")).planned().orElseThrow();
    assertEquals(0.116929, planned.p(), DIGITS);
    assertEquals(0.114, planned.counts().controlRate(), 5e-4);
    ComparisonFamily family = family(TWO, STRETCHES, 3);
    PairTest test = family.test(against("Green"));
    assertEquals(0.350849, test.watching().p(), DIGITS);
    assertEquals(0.167042, test.p(), DIGITS);
    assertInterval(-0.004713, 0.034791, test.intervals(0.05).differences());
    assertInterval(-0.039867, 0.316019, test.intervals(0.05).lifts());
    assertEquals(0.129009, test.counts().lift().orElseThrow(), DIGITS);
    assertEquals(0.015515, test.cautiousGuess(), DIGITS);
    assertEquals(0.027844, family.delta(against("Green")).orElseThrow(), DIGITS);
  }

  @Test
  void weightsAndVariancesByStretch() {
    PairCounts counts = STRETCHES.get(2).of(against("Green"));
    assertEquals(900, counts.stretches().get(0).weight(), 1e-9);
    assertEquals(1250, counts.stretches().get(1).weight(), 1e-9);
    assertEquals(5.405358659e-05, new ScoreTest(counts).variance(0), 5e-15);
    assertEquals(5.647057512e-05, new ScoreTest(counts).variance(0.02), 5e-15);
  }

  /** What would call a winner that is none. */
  @Test
  void stretchesThrownTogetherWouldDiffer() {
    PairCounts together = PairCounts.of(STRETCHES.get(2).of("Blue"), STRETCHES.get(2).of("Green"));
    assertEquals(0.042559, together.difference().orElseThrow(), DIGITS);
    assertEquals(6.7647, Math.sqrt(new ScoreTest(together).chiSquare(0)), 5e-5);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1000, 120, 1000, 180, 0.158891, 0.138891, 1.2, 0.163923, 0.136602
          9000, 900, 1000, 112, 0.119309, 0.099309, 1.1, 0.110220, 0.100200
          2500, 375, 2500, 425, 0.170000, 0.150000, 1.1, 0.167642, 0.152402
          """)
  void restrictedRates(
      long n,
      long x,
      long m,
      long y,
      double treatment,
      double control,
      double ratio,
      double treatmentAtRatio,
      double controlAtRatio) {
    Counts blue = new Counts(n, x);
    Counts other = new Counts(m, y);
    RestrictedRates rates = RestrictedRates.atDifference(blue, other, 0.02);
    assertEquals(treatment, rates.treatment(), DIGITS);
    assertEquals(control, rates.control(), DIGITS);
    RestrictedRates atRatio = RestrictedRates.atRatio(blue, other, ratio);
    assertEquals(treatmentAtRatio, atRatio.treatment(), DIGITS);
    assertEquals(controlAtRatio, atRatio.control(), DIGITS);
  }

  /** A broken color, no signup in control, and uneven shares. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1000, 120, 1000, 0, 2000, 47.824752, -0.166891, -0.084941, -1, -0.870056
          1000, 0, 1000, 30, 2000, , 0.014200, 0.059824, 0.916850, Infinity
          10000, 700, 300, 30, 1165.048544, 0.768287, -0.023690, 0.127778, -0.326681, 1.870856
          """)
  void extremes(
      long n,
      long x,
      long m,
      long y,
      double effective,
      Double logEvidence,
      double low,
      double high,
      double liftLow,
      double liftHigh) {
    PairCounts counts = PairCounts.of(new Counts(n, x), new Counts(m, y));
    MixtureSequence watching = new MixtureSequence(counts, 5000);
    assertEquals(effective, counts.effectiveVisitors(), DIGITS);
    if (logEvidence != null) {
      assertEquals(logEvidence, watching.logEvidence(0), 2e-6);
    }
    assertInterval(low, high, watching.intervals(0.3 * LEVEL).differences());
    assertInterval(liftLow, liftHigh, watching.intervals(0.3 * LEVEL).lifts());
    assertEquals(x == 0, counts.lift().isEmpty());
  }
}
