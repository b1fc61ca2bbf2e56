package dev.buttoncolor.analysis;

import static dev.buttoncolor.analysis.Designs.assertFigures;
import static dev.buttoncolor.analysis.Designs.ofEach;
import static dev.buttoncolor.analysis.Designs.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.ScoreTest.Intervals;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two runs, with every figure worked out apart from this program, to six digits. */
class WorkedExampleTest {

  private static final double LEVEL = 0.05 / 3;

  private static final Design DESIGN = Designs.fourColors();

  /** Looks at 1000, 2500, 4000 and 20,000 visitors a group, and no others. */
  private static final List<GroupCounts> LOOKS =
      List.of(
          Designs.workedExample(),
          Designs.plannedLook(),
          ofEach(4000, 480, 560, 462, 628),
          ofEach(20_000, 2400, 2360, 2400, 2400));

  /** Blue and Green at 90/10, then at 50/50, while the rate of both rises. */
  private static final Design TWO = Designs.of(5000, .5, .5);

  private static final Stretch FIRST =
      Designs.stretch(new double[] {.9, .1}, new Counts(9000, 900), new Counts(1000, 112));
  private static final List<GroupCounts> STRETCHES =
      List.of(new GroupCounts(List.of(FIRST)), then(700, 105, 119), then(2500, 375, 425));

  private static GroupCounts then(long visitors, long blue, long green) {
    return new GroupCounts(List.of(FIRST, ofEach(visitors, blue, green).stretches().get(0)));
  }

  private static ComparisonFamily look(int number) {
    return family(DESIGN, LOOKS.subList(0, number));
  }

  private static ComparisonFamily family(Design design, List<GroupCounts> looks) {
    return family(Pair.againstControl(design), design, looks);
  }

  private static ComparisonFamily family(List<Pair> pairs, Design design, List<GroupCounts> looks) {
    Evidence evidence = Designs.looks(Evidence.NONE, design, looks);
    return new ComparisonFamily(pairs, design, looks.get(looks.size() - 1), evidence);
  }

  private static Pair against(String group) {
    return new Pair(group, "Blue");
  }

  private static double difference(PairCounts counts) {
    return counts.difference().orElseThrow();
  }

  private static void assertInterval(String expected, Interval actual) {
    assertFigures(expected, actual.low(), actual.high());
  }

  /**
   * The first is watching alone, the second is the planned one, and that stands at the third. The
   * figures: d, ln E(0), combined p; then the intervals of watching, shown, and of the lift.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1, Red,    -0.002000 -0.707239 1.000000,  -0.060595 0.056546, -0.060595 0.056546, -0.391294 0.588304, OPEN
          1, Green,   0.030000 0.750725 1.000000,   -0.031260 0.091789, -0.031260 0.091789, -0.202082 0.961916, OPEN
          1, Orange,  0.060000 4.653377 0.031765,   -0.003555 0.124318, -0.003555 0.124318, -0.022982 1.310901, OPEN
          2, Red,    -0.004000 -1.009721 0.944456,  -0.038868 0.030829, -0.027089 0.019071, -0.204427 0.174499, NO_DIFFERENCE
          2, Green,   0.022800 1.433046 0.024328,   -0.013543 0.059315, -0.001303 0.046982, -0.009834 0.430524, BEATS
          2, Orange,  0.040000 6.281152 0.000065539, 0.002778 0.077476,  0.015296 0.064820,  0.115366 0.594560, BEATS
          3, Red,    -0.004500 -1.127923 0.944456,  -0.031835 0.022807, -0.027089 0.019071, -0.204427 0.174499, NO_DIFFERENCE
          3, Green,   0.020000 1.969880 0.024328,   -0.008426 0.048524, -0.001303 0.046982, -0.009834 0.430524, BEATS
          3, Orange,  0.037000 9.327328 0.000065539, 0.007871 0.066282,  0.015296 0.064820,  0.115366 0.594560, BEATS
          4, Green,  -0.002000 -1.895439 0.024328,  -0.014550 0.010548, -0.014550 0.010548, -0.114970 0.092548, FADED
          """)
  void looks(
      int number,
      String group,
      String figures,
      String watching,
      String shown,
      String lift,
      Standing standing) {
    ComparisonFamily family = look(number);
    PairTest test = family.test(against(group));
    Intervals intervals = family.shown(against(group)).intervals(LEVEL);
    assertFigures(figures, difference(test.counts()), test.watching().logEvidence(0), test.p());
    assertInterval(watching, test.watching().intervals(0.3 * LEVEL).differences());
    assertInterval(shown, intervals.differences());
    assertInterval(lift, intervals.lifts());
    assertEquals(standing, family.standing(against(group)));
  }

  /** The figures: p of watching, adjusted p, fixed-horizon p; then the interval at the level. */
  @ParameterizedTest
  @CsvSource({
    "Red, 1.000000 1.000000 0.890146, -0.054229 0.050189",
    "Green, 0.472024 1.000000 0.049421, -0.024663 0.085099",
    "Orange, 0.009529 0.095294 0.000163, 0.003250 0.117378",
  })
  void firstLook(String group, String figures, String interval) {
    PairTest test = look(1).test(against(group));
    assertFigures(
        "2000.000000 3.174462 " + figures,
        test.counts().effectiveVisitors(),
        test.watching().r(),
        test.watching().p(),
        look(1).adjustedP(against(group)),
        new ScoreTest(test.counts()).fixedHorizonP().orElseThrow());
    assertInterval(interval, test.watching().intervals(LEVEL).differences());
  }

  /** The figures: z, p, adjusted p, cautious guess. */
  @ParameterizedTest
  @CsvSource({
    "Red, -0.438369 0.661119 0.944456 -0.003552",
    "Green, 2.386065 0.017030 0.048656 0.020249",
    "Orange, 4.075696 0.000045877 0.000196616 0.035524",
  })
  void plannedLook(String group, String figures) {
    ComparisonFamily family = look(2);
    PairTest test = family.test(against(group));
    ScoreTest planned = new ScoreTest(test.planned().orElseThrow());
    assertFigures(
        figures + " 0.032606 0.032606",
        planned.z(),
        planned.p(),
        family.adjustedP(against(group)),
        test.cautiousGuess(),
        family.delta(against(group)).orElseThrow(),
        look(3).delta(against(group)).orElseThrow());
  }

  @Test
  void winnersHaveAPlannedLookOfTheirOwn() {
    Pair pair = new Pair("Orange", "Green");
    ComparisonFamily winners = family(List.of(pair), DESIGN, LOOKS.subList(0, 2));
    PairTest test = winners.test(pair);
    ScoreTest planned = new ScoreTest(test.planned().orElseThrow());
    assertFigures(
        "0.183055 1.696559 0.089780 0.128257",
        test.watching().logEvidence(0),
        planned.z(),
        planned.p(),
        test.p());
    assertEquals(Standing.OPEN, winners.standing(pair));
    assertTrue(winners.delta(pair).isEmpty());
  }

  /** The figures: N, r, d, z, ln E(0). */
  @ParameterizedTest
  @CsvSource({
    "1, 3600.0 5.714031 0.012000000 1.193660 -0.345795, -0.020421 0.052747, -0.196366 0.544732",
    "2, 5000.0 7.936155 0.014240000 1.567794 -0.003594, -0.016019 0.048766, -0.132310 0.452632",
    "3, 8600.0 13.650186 0.016651163 2.264813 1.047400, -0.008474 0.043228, -0.061476 0.356893",
  })
  void stretchesWatched(int look, String figures, String differences, String lifts) {
    PairTest test = family(TWO, STRETCHES.subList(0, look)).test(against("Green"));
    assertFigures(
        figures,
        test.counts().effectiveVisitors(),
        test.watching().r(),
        difference(test.counts()),
        new ScoreTest(test.counts()).z(),
        test.watching().logEvidence(0));
    assertInterval(differences, test.watching().intervals(0.3 * 0.05).differences());
    assertInterval(lifts, test.watching().intervals(0.3 * 0.05).lifts());
  }

  @Test
  void stretchesFromThePlannedLookOn() {
    ComparisonFamily family = family(TWO, STRETCHES);
    PairTest test = family.test(against("Green"));
    PairCounts planned = test.planned().orElseThrow();
    assertFigures(
        "0.116929 0.114 0.350849 0.167042 0.129009 0.015515 0.027844",
        new ScoreTest(planned).p(),
        planned.controlRate(),
        test.watching().p(),
        test.p(),
        test.counts().lift().orElseThrow(),
        test.cautiousGuess(),
        family.delta(against("Green")).orElseThrow());
    assertInterval("-0.004713 0.034791", test.intervals(0.05).differences());
    assertInterval("-0.039867 0.316019", test.intervals(0.05).lifts());
  }

  /** Both thrown together would call a winner that is none. */
  @Test
  void stretchesAreComparedApart() {
    PairCounts counts = STRETCHES.get(2).of(against("Green"));
    PairCounts together = Designs.pair(STRETCHES.get(2).of("Blue"), STRETCHES.get(2).of("Green"));
    assertFigures(
        "900.0 1250.0 0.00005405358659 0.00005647057512 0.042559 6.7647",
        counts.stretches().get(0).weight(),
        counts.stretches().get(1).weight(),
        new ScoreTest(counts).variance(0),
        new ScoreTest(counts).variance(0.02),
        difference(together),
        new ScoreTest(together).z());
  }

  @ParameterizedTest
  @CsvSource({
    "120/1000, 180/1000, 0.158891 0.138891, 1.2, 0.163923 0.136602",
    "900/9000, 112/1000, 0.119309 0.099309, 1.1, 0.110220 0.100200",
    "375/2500, 425/2500, 0.170000 0.150000, 1.1, 0.167642 0.152402",
  })
  void restrictedRates(
      String blue, String other, String atTwoPoints, double ratio, String atRatio) {
    PairCounts.InStretch both = new PairCounts.InStretch(parse(blue), parse(other));
    RestrictedRates rates = RestrictedRates.atDifference(both, 0.02);
    assertFigures(atTwoPoints, rates.treatment(), rates.control());
    RestrictedRates others = RestrictedRates.atRatio(both, ratio);
    assertFigures(atRatio, others.treatment(), others.control());
  }

  /** A broken color, no signup in control, and uneven shares. */
  @ParameterizedTest
  @CsvSource({
    "120/1000, 0/1000, 2000.0 47.82475, -0.166891 -0.084941, -1.000000 -0.870056, false",
    "0/1000, 30/1000, 2000.0 10.8659, 0.014200 0.059824, 0.916850 Infinity, true",
    "700/10000, 30/300, 1165.048544 0.76829, -0.023690 0.127778, -0.326681 1.870856, false",
  })
  void extremes(
      String blue, String other, String figures, String differences, String lifts, boolean noLift) {
    PairCounts counts = Designs.pair(parse(blue), parse(other));
    MixtureSequence watching = new MixtureSequence(counts, 5000);
    assertFigures(figures, counts.effectiveVisitors(), watching.logEvidence(0));
    assertInterval(differences, watching.intervals(0.3 * LEVEL).differences());
    assertInterval(lifts, watching.intervals(0.3 * LEVEL).lifts());
    assertEquals(noLift, counts.lift().isEmpty());
  }

  /** No pair of rates differs by more than what both leave room for; what is seen is likeliest. */
  @ParameterizedTest
  @CsvSource({"180/1000, 0.95,", "180/1000, -0.95,", "95/100, 0.83, 0.95"})
  void ratesStayRatesAtTheOutermostDifferences(String other, double difference, Double likeliest) {
    RestrictedRates rates =
        RestrictedRates.atDifference(
            new PairCounts.InStretch(new Counts(1000, 120), Designs.parse(other)), difference);
    assertEquals(difference, rates.treatment() - rates.control(), 1e-12);
    assertTrue(Math.min(rates.treatment(), rates.control()) >= 0, rates::toString);
    assertTrue(Math.max(rates.treatment(), rates.control()) <= 1, rates::toString);
    assertEquals(likeliest == null ? rates.treatment() : likeliest, rates.treatment(), 5e-7);
  }
}
