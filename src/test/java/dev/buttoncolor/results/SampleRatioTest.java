package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.analysis.SampleRatioSequence;
import dev.buttoncolor.analysis.Stretch;
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
  void chiSquareAlarmsWhereTheSequentialTestStillWaits() {
    assertTrue(chiSquare(THIRDS, 500, 500, 600) < SampleRatioSequence.ALARM);
    assertFalse(look(THIRDS, 500, 500, 600).alarm());
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
    Stretch first = Designs.stretch(new double[] {.5, .5}, 1000, 1200);
    Stretch second = Designs.stretch(new double[] {.9, .1}, 900, 100);
    Stretch empty = Designs.stretch(new double[] {.2, .8}, 0, 0);
    SampleRatio sampleRatio =
        SampleRatio.of(Designs.of(5000, .9, .1), List.of(first, second, empty), 1);
    // 200 * 200 / 2200 on two degrees of freedom
    assertEquals(Math.exp(-9.0909090909), sampleRatio.chiSquarePValue().orElseThrow(), 1e-12);
    assertEquals(Map.of("Blue", 2000.0, "Green", 1200.0), sampleRatio.expected());
  }

  @Test
  void whatALossWouldShowGoesByTheVisitorsOfAllStretches() {
    Stretch half = Designs.stretch(new double[] {.5, .5}, 1000, 1000);
    Design design = Designs.of(5000, .5, .5);
    assertEquals(
        SampleRatioSequence.detectableLoss(design, 4000, SampleRatioSequence.ALARM),
        SampleRatio.of(design, List.of(half, half), 1).detectableLoss());
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
    GroupCounts lost = Designs.counts(many, many, many, new Counts(700, 0));
    RunningMinima after = RunningMinima.NONE.after(design, lost, Designs.whole(design, lost));
    Results later = Runs.look(design, Designs.counts(many, many, many, many), after);
    assertTrue(later.sampleRatio().alarm());
    assertEquals(1, later.sampleRatio().chiSquarePValue().orElseThrow(), 1e-9);
    assertEquals(Verdict.State.INVALID, later.verdict().state());
  }

  @Test
  void visitorsOfAGroupWithoutAShareEnterNoTest() {
    Design design = Designs.of(5000, .5, .5);
    GroupCounts counts = Designs.counts(new Counts(500, 0), new Counts(500, 0), new Counts(800, 0));
    SampleRatio sampleRatio = Runs.look(design, counts).sampleRatio();
    assertEquals(1, sampleRatio.pValue());
    assertEquals(Map.of("Blue", 500.0, "Green", 500.0), sampleRatio.expected());
  }

  private static double chiSquare(double[] shares, long... visitors) {
    return look(shares, visitors).chiSquarePValue().orElseThrow();
  }

  private static SampleRatio look(double[] shares, long... visitors) {
    List<Stretch> stretches = List.of(Designs.stretch(shares, visitors));
    return SampleRatio.of(
        Designs.of(5000, shares),
        stretches,
        SampleRatioSequence.p(SampleRatioSequence.logBayesFactors(stretches)));
  }
}
