package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleRatioTest {

  private static final double SIX_DIGITS = 5e-7;

  @Test
  void sequentialTest() {
    assertEquals(0.017785347, look(List.of(.34, .33, .33), 500, 500, 600).pValue(), SIX_DIGITS);
    assertEquals(
        0.016950389, look(List.of(.25, .25, .25, .25), 10, 20, 30, 40).pValue(), SIX_DIGITS);
  }

  @Test
  void chiSquareTest() {
    assertEquals(
        0.000020079, look(List.of(.5, .5), 1000, 1200).chiSquarePValue().orElseThrow(), 5e-10);
    assertEquals(
        0.000592638,
        look(List.of(.34, .33, .33), 500, 500, 600).chiSquarePValue().orElseThrow(),
        5e-10);
  }

  @Test
  void chiSquareAlarmsWhereTheSequentialTestStillWaits() {
    SampleRatio sampleRatio = look(List.of(.34, .33, .33), 500, 500, 600);
    assertTrue(sampleRatio.chiSquarePValue().orElseThrow() < 0.01);
    assertFalse(sampleRatio.alarm());
  }

  @Test
  void plannedSharesThemselvesAreNoSurprise() {
    assertEquals(1, look(List.of(.7, .2, .1), 7_000_000, 2_000_000, 1_000_000).pValue());
  }

  @Test
  void nothingToTestWithoutVisitorsOrWithOneGroup() {
    assertEquals(1, look(List.of(.5, .5), 0, 0).pValue());
    assertTrue(look(List.of(.5, .5), 0, 0).chiSquarePValue().isEmpty());
    assertEquals(1, look(List.of(1.0), 500).pValue(), 1e-9);
    assertTrue(look(List.of(1.0), 500).chiSquarePValue().isEmpty());
  }

  @Test
  void anAlarmStaysWhenTheSizesEvenOutAgain() {
    Design design = Plans.fourColors();
    Counts many = new Counts(1000, 0);
    SmallestP after =
        SmallestP.NONE.after(design, Plans.tally(many, many, many, new Counts(700, 0)));
    Analysis later = Analysis.of(design, Plans.tally(many, many, many, many), after);
    assertTrue(later.sampleRatio().alarm());
    assertEquals(1, later.sampleRatio().chiSquarePValue().orElseThrow(), 1e-9);
    assertEquals(Verdict.State.INVALID, later.verdict().state());
  }

  private static SampleRatio look(List<Double> shares, long... visitors) {
    List<Arm> arms = new ArrayList<>();
    Map<String, Counts> counts = new LinkedHashMap<>();
    for (int i = 0; i < visitors.length; i++) {
      arms.add(new Arm("group " + i, shares.get(i)));
      counts.put("group " + i, new Counts(visitors[i], 0));
    }
    return Analysis.of(new Design("group 0", arms, 5000), new Tally(counts), SmallestP.NONE)
        .sampleRatio();
  }
}
