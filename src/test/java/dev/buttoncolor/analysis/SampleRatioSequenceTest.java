package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRatioSequenceTest {

  private static final double NINE_DIGITS = 5e-10;
  private static final double[] QUARTERS = {.25, .25, .25, .25};

  @Test
  void knownPValues() {
    assertEquals(0.031972137, p(new double[] {.34, .33, .33}, 500, 500, 600), NINE_DIGITS);
    assertEquals(0.048201241, p(QUARTERS, 10, 20, 30, 40), NINE_DIGITS);
  }

  /** What one weight alone hardly notices. */
  @Test
  void smallLossInALargeSampleIsSeen() {
    long[] visitors = {9500, 10_000, 10_000, 10_000};
    double[] counts = Arrays.stream(visitors).asDoubleStream().toArray();
    assertEquals(
        0.567164317,
        Math.exp(-SampleRatioSequence.logBayesFactor(QUARTERS, counts, 100)),
        NINE_DIGITS);
    assertEquals(0.012911737, p(QUARTERS, visitors), NINE_DIGITS);
  }

  @Test
  void plannedSharesThemselvesAreNoSurprise() {
    assertEquals(1, p(new double[] {.7, .2, .1}, 7_000_000, 2_000_000, 1_000_000));
    assertEquals(1, p(QUARTERS, 0, 0, 0, 0));
    assertEquals(1, p(new double[] {1}, 500), 1e-9);
  }

  @Test
  void noNumberLeavesTheRangeOfADouble() {
    assertEquals(0, p(new double[] {.5, .5}, 2_000_000_000, 0));
    assertEquals(1, p(new double[] {.5, .5}, 1_000_000_000, 1_000_000_000));
  }

  @Test
  void changedSharesAreNoMismatchWhereEachStretchFitsItsOwn() {
    Stretch before = Designs.stretch(new double[] {.5, .5}, 1000, 1000);
    Stretch after = Designs.stretch(new double[] {.9, .1}, 9000, 1000);
    assertEquals(1, SampleRatioSequence.p(List.of(before, after)));
    assertTrue(p(new double[] {.9, .1}, 10_000, 2000) < 1e-9, "taken as one stretch");
  }

  @Test
  void bayesFactorsOfOneWeightAreMultipliedOverStretches() {
    Stretch first = Designs.stretch(QUARTERS, 10, 20, 30, 40);
    Stretch second = Designs.stretch(new double[] {.34, .33, .33}, 500, 500, 600);
    double mean =
        Arrays.stream(new double[] {100, 1000, 10_000})
            .map(weight -> Math.exp(log(first, weight) + log(second, weight)))
            .average()
            .orElseThrow();
    assertEquals(1 / mean, SampleRatioSequence.p(List.of(first, second)), 1e-12);
  }

  @Test
  void detectableLossIsTheOneThatJustAlarms() {
    Design design = Designs.fourColors();
    double loss = SampleRatioSequence.detectableLoss(design, 39_500, 0.01).orElseThrow();
    double each = 39_500 / (4 - loss);
    assertEquals(
        0.01,
        p(QUARTERS, Math.round(each * (1 - loss)), (long) each, (long) each, (long) each),
        5e-4);
    assertTrue(loss > 0.05 && loss < 0.055, () -> "loss " + loss);
  }

  @Test
  void fewVisitorsShowNoLoss() {
    Design design = Designs.fourColors();
    assertTrue(SampleRatioSequence.detectableLoss(design, 10, 0.01).isEmpty());
    assertTrue(SampleRatioSequence.detectableLoss(design, 1000, 0.01).orElseThrow() < 0.5);
  }

  @Test
  void losesAreHardestToSeeInTheSmallestGroup() {
    double even =
        SampleRatioSequence.detectableLoss(Designs.of(5000, .5, .5), 20_000, 0.01).orElseThrow();
    double uneven =
        SampleRatioSequence.detectableLoss(Designs.of(5000, .9, .1), 20_000, 0.01).orElseThrow();
    assertTrue(uneven > even, () -> uneven + " and " + even);
  }

  @Test
  void falseAlarmsStayBelowOnePercentHoweverOftenLookedAt() {
    int alarms = 0;
    for (int run = 0; run < 500; run++) {
      SplittableRandom random = new SplittableRandom(run);
      long[] visitors = new long[4];
      for (int look = 0; look < 200; look++) {
        for (int i = 0; i < 25; i++) {
          visitors[random.nextInt(4)]++;
        }
        if (p(QUARTERS, visitors) <= SampleRatioSequence.ALARM) {
          alarms++;
          break;
        }
      }
    }
    assertTrue(alarms <= 5, alarms + " false alarms in 500 runs");
  }

  private static double log(Stretch stretch, double weight) {
    return SampleRatioSequence.logBayesFactor(
        stretch.shares().values().stream().mapToDouble(share -> share).toArray(),
        stretch.visitors().values().stream().mapToDouble(count -> count).toArray(),
        weight);
  }

  /** A level that the counts after a loss just reach shows that loss and no smaller one. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1})
  void detectableLossIsTheOneThatReachesTheLevel(double lost) {
    double[] shares = {.5, .3, .2};
    double left = 1 - .2 * lost;
    double[] visitors = {1000 * .5 / left, 1000 * .3 / left, 1000 * .2 * (1 - lost) / left};
    Map<Double, Double> logs = new LinkedHashMap<>();
    for (double weight : new double[] {100, 1000, 10_000}) {
      logs.put(weight, SampleRatioSequence.logBayesFactor(shares, visitors, weight));
    }
    double level = SampleRatioSequence.p(logs);
    Design design = Designs.of(5000, shares);
    assertEquals(lost, SampleRatioSequence.detectableLoss(design, 1000, level).orElseThrow());
  }

  private static double p(double[] shares, long... visitors) {
    return SampleRatioSequence.p(List.of(Designs.stretch(shares, visitors)));
  }
}
