package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.SampleRatioSequence;
import dev.buttoncolor.analysis.Stretch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleRatioTest {

  private static final double[] THIRDS = {.34, .33, .33};

  @Test
  void chiSquareTest() {
    assertEquals(0.000020079, chiSquare(new double[] {.5, .5}, 1000, 1200), 5e-10);
    assertEquals(0.000592638, chiSquare(THIRDS, 500, 500, 600), 5e-10);
  }

  @Test
  void alarmsAtItsLevel() {
    assertTrue(withMinimum(0.01).alarm());
    assertFalse(withMinimum(0.0101).alarm());
  }

  private static SampleRatio withMinimum(double p) {
    return SampleRatio.of(Designs.fourColors(), List.of(), p);
  }

  @Test
  void chiSquareAddsUpOverStretches() {
    Stretch first = stretch(new double[] {.5, .5}, 1000, 1200);
    Stretch second = stretch(new double[] {.9, .1}, 900, 100);
    Stretch empty = stretch(new double[] {.2, .8}, 0, 0);
    SampleRatio sampleRatio =
        SampleRatio.of(Designs.of(5000, .9, .1), List.of(first, second, empty), 1);
    // 200 * 200 / 2200 on two degrees of freedom
    assertEquals(Math.exp(-9.0909090909), sampleRatio.chiSquarePValue().orElseThrow(), 1e-12);
    assertEquals(Map.of("Blue", 2000.0, "Green", 1200.0), sampleRatio.expected());
    assertEquals("Green", sampleRatio.smallestGroup());
    assertEquals(
        SampleRatioSequence.detectableLoss(List.of(first, second, empty), "Green"),
        sampleRatio.detectableLoss());
  }

  @Test
  void nothingToTestWithoutVisitorsOrWithOneGroup() {
    assertTrue(look(new double[] {.5, .5}, 0, 0).chiSquarePValue().isEmpty());
    assertTrue(look(new double[] {1}, 500).chiSquarePValue().isEmpty());
    assertFalse(look(new double[] {1}, 500).alarm());
  }

  @Test
  void alarmStaysWhenTheSizesEvenOutAgain() {
    Design design = Designs.fourColors();
    Counts many = new Counts(1000, 0);
    Evidence lost =
        Evidence.NONE.after(design, Designs.counts(many, many, many, new Counts(700, 0)));
    Results later = Runs.look(design, Designs.counts(many, many, many, many), lost);
    assertTrue(later.sampleRatio().alarm());
    assertEquals(1, later.sampleRatio().chiSquarePValue().orElseThrow(), 1e-9);
    assertEquals(Verdict.State.INVALID, later.verdict().state());
  }

  private static Stretch stretch(double[] shares, long... visitors) {
    return Designs.stretch(
        shares, Arrays.stream(visitors).mapToObj(n -> new Counts(n, 0)).toArray(Counts[]::new));
  }

  private static double chiSquare(double[] shares, long... visitors) {
    return look(shares, visitors).chiSquarePValue().orElseThrow();
  }

  private static SampleRatio look(double[] shares, long... visitors) {
    List<Stretch> stretches = List.of(stretch(shares, visitors));
    return SampleRatio.of(
        Designs.of(5000, shares),
        stretches,
        SampleRatioSequence.p(SampleRatioSequence.logBayesFactors(stretches)));
  }
}
