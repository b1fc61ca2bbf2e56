package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleRatioSequenceTest {

  private static final double NINE_DIGITS = 5e-10;
  private static final double[] QUARTERS = {.25, .25, .25, .25};

  @Test
  void knownPValues() {
    assertEquals(0.031972137, p(new double[] {.34, .33, .33}, 500, 500, 600), NINE_DIGITS);
    assertEquals(0.048201241, p(QUARTERS, 10, 20, 30, 40), NINE_DIGITS);
    assertEquals(
        0.149910479,
        p(
            List.of(
                stretch(new double[] {.9, .1}, 9050, 950),
                stretch(new double[] {.5, .5}, 2600, 2400))),
        NINE_DIGITS);
  }

  /** What one weight alone hardly notices. */
  @Test
  void smallLossInALargeSampleIsSeen() {
    long[] visitors = {9500, 10_000, 10_000, 10_000};
    Map<Double, Double> logs =
        SampleRatioSequence.logBayesFactors(List.of(stretch(QUARTERS, visitors)));
    assertEquals(0.567164317, Math.exp(-logs.get(100.0)), NINE_DIGITS);
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
    Stretch before = stretch(new double[] {.5, .5}, 1000, 1000);
    Stretch after = stretch(new double[] {.9, .1}, 9000, 1000);
    assertEquals(1, p(List.of(before, after)));
    assertTrue(p(new double[] {.9, .1}, 10_000, 2000) < 1e-9, "taken as one stretch");
  }

  /** Each stretch adds its statistic and its degrees of freedom; one without visitors adds none. */
  @Test
  void chiSquareBesideIt() {
    assertEquals(0.000020079, chiSquare(stretch(new double[] {.5, .5}, 1000, 1200)), 5e-10);
    assertEquals(
        0.000592638, chiSquare(stretch(new double[] {.34, .33, .33}, 500, 500, 600)), 5e-10);
    assertEquals(
        Math.exp(-9.0909090909), // 200 * 200 / 2200 on two degrees of freedom
        chiSquare(
            stretch(new double[] {.5, .5}, 1000, 1200),
            stretch(new double[] {.9, .1}, 900, 100),
            stretch(new double[] {.2, .8}, 0, 0)),
        1e-12);
    assertTrue(SampleRatioSequence.chiSquareP(List.of(stretch(new double[] {1}, 500))).isEmpty());
  }

  private static double chiSquare(Stretch... stretches) {
    return SampleRatioSequence.chiSquareP(List.of(stretches)).orElseThrow();
  }

  @Test
  void lossThatShowsInHalfOfRuns() {
    assertLoss(0.100975, "Green", stretch(new double[] {.5, .5}, 2500, 2500));
    assertLoss(0.102908, "Red", stretch(new double[] {.7, .1, .1, .1}, 14_000, 2000, 2000, 2000));
    assertLoss(
        0.086420,
        "Green",
        stretch(new double[] {.9, .1}, 9000, 1000),
        stretch(new double[] {.5, .5}, 2500, 2500));
    assertTrue(loss("Green", stretch(QUARTERS, 3, 3, 2, 2)).isEmpty(), "too few visitors");
    assertTrue(loss("Blue", stretch(new double[] {1}, 500)).isEmpty(), "one group");
  }

  private static void assertLoss(double loss, String group, Stretch... stretches) {
    assertEquals(loss, loss(group, stretches).orElseThrow(), 5e-7);
  }

  private static OptionalDouble loss(String group, Stretch... stretches) {
    return SampleRatioSequence.detectableLoss(List.of(stretches), group);
  }

  /** {@code -Druns=500} simulates more. */
  @Test
  void falseAlarmsStayBelowOnePercentHoweverOftenLookedAt() {
    int runs = Integer.getInteger("runs", 100);
    int alarms = 0;
    for (int run = 0; run < runs; run++) {
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
    assertTrue(100 * alarms <= runs, alarms + " false alarms in " + runs + " runs");
  }

  private static Stretch stretch(double[] shares, long... visitors) {
    return Designs.stretch(
        shares, Arrays.stream(visitors).mapToObj(n -> new Counts(n, 0)).toArray(Counts[]::new));
  }

  private static double p(double[] shares, long... visitors) {
    return p(List.of(stretch(shares, visitors)));
  }

  private static double p(List<Stretch> stretches) {
    return SampleRatioSequence.p(SampleRatioSequence.logBayesFactors(stretches));
  }
}
