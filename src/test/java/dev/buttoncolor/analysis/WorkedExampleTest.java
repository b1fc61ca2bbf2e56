package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run of one stretch, with every figure worked out apart from this program, to six digits. */
class WorkedExampleTest {

  static final double DIGITS = 5e-7;

  private static final Design DESIGN = Designs.fourColors();
  private static final double LEVEL = 0.05 / 3;

  /** Looks at 1000, 2500 and 4000 visitors a group, and no others. */
  private static final List<GroupCounts> LOOKS =
      List.of(
          Designs.workedExample(),
          Designs.plannedLook(),
          Designs.counts(
              new Counts(4000, 480),
              new Counts(4000, 560),
              new Counts(4000, 462),
              new Counts(4000, 628)));

  private static ComparisonFamily look(int number) {
    Evidence evidence = Evidence.NONE;
    for (int i = 0; i < number; i++) {
      evidence = Designs.look(evidence, DESIGN, LOOKS.get(i));
    }
    return ComparisonFamily.againstControl(DESIGN, LOOKS.get(number - 1), evidence);
  }

  private static Pair against(String group) {
    return new Pair(group, "Blue");
  }

  static void assertInterval(double low, double high, Interval interval) {
    assertEquals(low, interval.low(), DIGITS);
    assertEquals(high, interval.high(), DIGITS);
  }

  @ParameterizedTest
  @CsvSource({
    "Red, -0.002, -0.707239, 1, 1, 1, -0.060595, 0.056546, -0.391294, 0.588304, 0.890146",
    "Green, 0.03, 0.750725, 0.472024, 1, 1, -0.031260, 0.091789, -0.202082, 0.961916, 0.049421",
    "Orange, 0.06, 4.653377, 0.009529, 0.031765, 0.095294, -0.003555, 0.124318, -0.022982, 1.310901,"
        + " 0.000163",
  })
  void firstLookIsWatching(
      String group,
      double d,
      double logEvidence,
      double p,
      double combined,
      double adjusted,
      double low,
      double high,
      double liftLow,
      double liftHigh,
      double fixedHorizon) {
    ComparisonFamily family = look(1);
    PairTest test = family.test(against(group));
    assertEquals(3.174462, test.watching().r(), DIGITS);
    assertEquals(2000, test.counts().effectiveVisitors(), DIGITS);
    assertEquals(d, test.counts().difference().orElseThrow(), DIGITS);
    assertEquals(logEvidence, test.watching().logEvidence(0), DIGITS);
    assertEquals(p, test.watching().p(), DIGITS);
    assertEquals(combined, test.p(), DIGITS);
    assertEquals(adjusted, family.adjustedP(against(group)), DIGITS);
    assertInterval(low, high, family.intervals(against(group)).differences());
    assertInterval(liftLow, liftHigh, family.intervals(against(group)).lifts());
    assertEquals(fixedHorizon, FixedHorizon.p(test.counts()).orElseThrow(), DIGITS);
    assertEquals(Standing.OPEN, family.standing(against(group)));
  }

  @ParameterizedTest
  @CsvSource({
    "Red, -0.054229, 0.050189",
    "Green, -0.024663, 0.085099",
    "Orange, 0.003250, 0.117378"
  })
  void watchingAtTheWholeLevelIsWider(String group, double low, double high) {
    assertInterval(low, high, look(1).test(against(group)).watching().differences(LEVEL));
  }

  @ParameterizedTest
  @CsvSource({
    "Red, -0.004, -1.009721, -0.438369, 0.661119, 0.944456, 0.944456, -0.038868, 0.030829, -0.027089,"
        + " 0.019071, -0.204427, 0.174499, -0.003552, NO_DIFFERENCE",
    "Green, 0.0228, 1.433046, 2.386065, 0.017030, 0.024328, 0.048656, -0.013543, 0.059315, -0.001303,"
        + " 0.046982, -0.009834, 0.430524, 0.020249, BEATS",
    "Orange, 0.04, 6.281152, 4.075696, 0.000045877, 0.000065539, 0.000196616, 0.002778, 0.077476,"
        + " 0.015296, 0.064820, 0.115366, 0.594560, 0.035524, BEATS",
  })
  void secondLookIsThePlannedOne(
      String group,
      double d,
      double logEvidence,
      double z,
      double p,
      double combined,
      double adjusted,
      double watchingLow,
      double watchingHigh,
      double low,
      double high,
      double liftLow,
      double liftHigh,
      double cautious,
      Standing standing) {
    ComparisonFamily family = look(2);
    PairTest test = family.test(against(group));
    PlannedLook planned = test.planned().orElseThrow();
    assertEquals(7.936155, test.watching().r(), DIGITS);
    assertEquals(d, test.counts().difference().orElseThrow(), DIGITS);
    assertEquals(logEvidence, test.watching().logEvidence(0), DIGITS);
    assertEquals(z, planned.z(), DIGITS);
    assertEquals(p, planned.p(), p < 1e-4 ? 5e-10 : DIGITS);
    assertEquals(combined, test.p(), combined < 1e-4 ? 5e-10 : DIGITS);
    assertEquals(adjusted, family.adjustedP(against(group)), adjusted < 1e-3 ? 5e-10 : DIGITS);
    assertInterval(watchingLow, watchingHigh, test.watching().differences(0.3 * LEVEL));
    assertInterval(low, high, planned.differences(0.7 * LEVEL));
    assertInterval(low, high, family.intervals(against(group)).differences());
    assertInterval(liftLow, liftHigh, planned.lifts(0.7 * LEVEL));
    assertEquals(cautious, test.cautiousGuess(), DIGITS);
    assertEquals(standing, family.standing(against(group)));
    assertEquals(0.032606, family.delta(against(group)).orElseThrow(), DIGITS);
  }

  @Test
  void winnersHaveAPlannedLookOfTheirOwn() {
    Evidence evidence = Designs.look(Evidence.NONE, DESIGN, LOOKS.get(0));
    evidence = Designs.look(evidence, DESIGN, LOOKS.get(1));
    Pair pair = new Pair("Orange", "Green");
    ComparisonFamily winners =
        ComparisonFamily.among(List.of("Green", "Orange"), DESIGN, LOOKS.get(1), evidence);
    PairTest test = winners.test(pair);
    assertEquals(0.183055, test.watching().logEvidence(0), DIGITS);
    assertEquals(1.696559, test.planned().orElseThrow().z(), DIGITS);
    assertEquals(0.089780, test.planned().orElseThrow().p(), DIGITS);
    assertEquals(0.128257, test.p(), DIGITS);
    assertEquals(Standing.OPEN, winners.standing(pair));
    assertTrue(winners.delta(pair).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "Red, -0.0045, -1.127923, 1, 0.944456, -0.031835, 0.022807, -0.027089, 0.019071, -0.235788,"
        + " 0.212145, -0.204427, 0.174499",
    "Green, 0.02, 1.969880, 0.139474, 0.024328, -0.008426, 0.048524, -0.001303, 0.046982, -0.062398,"
        + " 0.452142, -0.009834, 0.430524",
    "Orange, 0.037, 9.327328, 0.000089, 0.000065539, 0.007871, 0.066282, 0.015296, 0.064820, 0.058272,"
        + " 0.618359, 0.115366, 0.594560",
  })
  void thePlannedLookStands(
      String group,
      double d,
      double logEvidence,
      double p,
      double combined,
      double watchingLow,
      double watchingHigh,
      double low,
      double high,
      double watchingLiftLow,
      double watchingLiftHigh,
      double liftLow,
      double liftHigh) {
    ComparisonFamily family = look(3);
    PairTest test = family.test(against(group));
    assertEquals(12.697847, test.watching().r(), DIGITS);
    assertEquals(d, test.counts().difference().orElseThrow(), DIGITS);
    assertEquals(logEvidence, test.watching().logEvidence(0), DIGITS);
    assertEquals(p, test.watching().p(), DIGITS);
    assertEquals(combined, test.p(), combined < 1e-4 ? 5e-10 : DIGITS);
    assertInterval(watchingLow, watchingHigh, test.watching().differences(0.3 * LEVEL));
    assertInterval(low, high, family.intervals(against(group)).differences());
    assertInterval(watchingLiftLow, watchingLiftHigh, test.watching().lifts(0.3 * LEVEL));
    assertInterval(liftLow, liftHigh, family.intervals(against(group)).lifts());
    assertEquals(0.032606, family.delta(against(group)).orElseThrow(), DIGITS);
  }

  @Test
  void whatHasFadedShowsTheWatchingAlone() {
    Evidence evidence = Evidence.NONE;
    for (GroupCounts look : LOOKS) {
      evidence = Designs.look(evidence, DESIGN, look);
    }
    GroupCounts counts =
        Designs.counts(
            new Counts(20_000, 2400),
            new Counts(20_000, 2360),
            new Counts(20_000, 2400),
            new Counts(20_000, 2400));
    evidence = Designs.look(evidence, DESIGN, counts);
    ComparisonFamily family = ComparisonFamily.againstControl(DESIGN, counts, evidence);
    Pair green = against("Green");
    assertEquals(-0.002, family.test(green).counts().difference().orElseThrow(), DIGITS);
    assertEquals(-1.895439, family.test(green).watching().logEvidence(0), DIGITS);
    assertEquals(40_000, family.test(green).counts().effectiveVisitors(), DIGITS);
    assertEquals(0.024328, family.test(green).p(), DIGITS);
    assertEquals(Standing.FADED, family.standing(green));
    assertInterval(-0.014550, 0.010548, family.intervals(green).differences());
    assertInterval(-0.114970, 0.092548, family.intervals(green).lifts());
    assertFalse(family.test(green).planned().orElseThrow().differences(0.7 * LEVEL).holds(-0.002));
  }

  @Test
  void restrictedRates() {
    Counts control = new Counts(1000, 120);
    Counts treatment = new Counts(1000, 180);
    assertRates(0.158891, 0.138891, RestrictedRates.atDifference(control, treatment, 0.02));
    assertRates(0.163923, 0.136602, RestrictedRates.atRatio(control, treatment, 1.2));
  }

  static void assertRates(double treatment, double control, RestrictedRates rates) {
    assertEquals(treatment, rates.treatment(), DIGITS);
    assertEquals(control, rates.control(), DIGITS);
  }

  @Test
  void brokenColor() {
    MixtureSequence watching =
        new MixtureSequence(PairCounts.of(new Counts(1000, 120), new Counts(1000, 0)), 5000);
    assertEquals(47.824752, watching.logEvidence(0), DIGITS);
    assertInterval(-0.166891, -0.084941, watching.differences(0.3 * LEVEL));
    assertInterval(-1, -0.870056, watching.lifts(0.3 * LEVEL));
  }

  @Test
  void noSignupInControlHasALiftWithoutAnEnd() {
    PairCounts counts = PairCounts.of(new Counts(1000, 0), new Counts(1000, 30));
    MixtureSequence watching = new MixtureSequence(counts, 5000);
    assertInterval(0.014200, 0.059824, watching.differences(0.3 * LEVEL));
    assertEquals(0.916850, watching.lifts(0.3 * LEVEL).low(), DIGITS);
    assertEquals(Double.POSITIVE_INFINITY, watching.lifts(0.3 * LEVEL).high());
    assertTrue(counts.lift().isEmpty());
  }

  @Test
  void unevenShares() {
    PairCounts counts = PairCounts.of(new Counts(10_000, 700), new Counts(300, 30));
    MixtureSequence watching = new MixtureSequence(counts, 5000);
    assertEquals(1165.048544, counts.effectiveVisitors(), DIGITS);
    assertEquals(0.463807, watching.p(), DIGITS);
    assertInterval(-0.023690, 0.127778, watching.differences(0.3 * LEVEL));
    assertInterval(-0.326681, 1.870856, watching.lifts(0.3 * LEVEL));
  }
}
