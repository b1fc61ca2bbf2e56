package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.RunningMinima.Key;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunningMinimaTest {

  private static final double SIX_DIGITS = 5e-7;
  private static final Counts BLUE = new Counts(1000, 120);

  private final Design design = Designs.fourColors();
  private final Key orangeAboveBlue = Key.above(design.key(), "Orange", "Blue");
  private final Key orangeBelowBlue = Key.above(design.key(), "Blue", "Orange");

  @Test
  void evidenceOnceSeenIsKept() {
    RunningMinima strong = look(RunningMinima.NONE, Designs.workedExample());
    assertEquals(0.009529, strong.p(orangeAboveBlue), SIX_DIGITS);
    RunningMinima later =
        look(strong, Designs.counts(new Counts(1100, 150), BLUE, BLUE, new Counts(1100, 181)));
    assertEquals(strong.p(orangeAboveBlue), later.p(orangeAboveBlue));
  }

  @Test
  void eachDirectionHasAMinimumOfItsOwn() {
    RunningMinima better = look(RunningMinima.NONE, Designs.workedExample());
    assertEquals(1, better.p(orangeBelowBlue));
    RunningMinima worse =
        look(better, Designs.counts(new Counts(2000, 360), BLUE, BLUE, new Counts(2000, 240)));
    assertEquals(0.009529, worse.p(orangeAboveBlue), SIX_DIGITS);
    assertTrue(worse.p(orangeBelowBlue) < 0.001);
  }

  @Test
  void treatmentsAreComparedWithEachOtherToo() {
    RunningMinima minima = look(RunningMinima.NONE, Designs.workedExample());
    assertTrue(minima.p(Key.above(design.key(), "Orange", "Red")) < 0.01);
    assertEquals(1, minima.p(Key.above(design.key(), "Red", "Orange")));
  }

  @Test
  void aLookBelowTheMinimumSampleIsNoEvidence() {
    GroupCounts early =
        Designs.counts(new Counts(99, 10), new Counts(99, 80), BLUE, new Counts(100, 0));
    RunningMinima minima = look(RunningMinima.NONE, early);
    assertEquals(1, minima.p(Key.above(design.key(), "Green", "Blue")));
    assertEquals(1, minima.p(orangeBelowBlue));
  }

  @Test
  void changedPlanStartsComparisonsAnewAndKeepsTheSampleRatios() {
    GroupCounts lost =
        Designs.counts(
            new Counts(1000, 120),
            new Counts(1000, 120),
            new Counts(1000, 120),
            new Counts(700, 200));
    RunningMinima before = look(RunningMinima.NONE, lost);
    double sampleRatio = before.p(Key.SAMPLE_RATIO);
    assertTrue(sampleRatio <= 0.01);

    Design longer = Designs.of(20_000, 0.25, 0.25, 0.25, 0.25);
    RunningMinima after =
        before.after(longer, GroupCounts.EMPTY, Designs.whole(longer, GroupCounts.EMPTY));
    assertEquals(1, after.p(Key.above(longer.key(), "Orange", "Blue")));
    assertEquals(sampleRatio, after.p(Key.SAMPLE_RATIO));
    assertEquals(before.p(orangeAboveBlue), after.p(orangeAboveBlue), "for a way back");
  }

  @Test
  void orderOfGroupsAndRoundingOfSharesMakeNoOtherDesign() {
    Map<String, Double> thirds = Map.of("Blue", 0.333, "Green", 0.333, "Red", 0.333);
    assertEquals(
        new Design("Blue", thirds, 5000).key(), Designs.of(5000, 1 / 3.0, 1 / 3.0, 1 / 3.0).key());
  }

  @Test
  void nothingNewNothingChanged() {
    RunningMinima minima = look(RunningMinima.NONE, Designs.workedExample());
    assertSame(minima, look(minima, Designs.workedExample()));
  }

  @Test
  void mergingTwoKeepsTheSmallerOfEach() {
    Key red = Key.above(design.key(), "Red", "Blue");
    RunningMinima a = new RunningMinima(Map.of(orangeAboveBlue, 0.1, Key.SAMPLE_RATIO, 0.9));
    RunningMinima b =
        new RunningMinima(Map.of(orangeAboveBlue, 0.2, red, 0.3, Key.SAMPLE_RATIO, 0.8));
    RunningMinima both =
        new RunningMinima(Map.of(orangeAboveBlue, 0.1, red, 0.3, Key.SAMPLE_RATIO, 0.8));
    assertEquals(both, a.merge(b));
    assertEquals(both, b.merge(a));
  }

  @Test
  void refusesWhatIsNoPValue() {
    for (double p : Set.of(Double.NaN, 1.1, -0.1)) {
      assertThrows(
          IllegalArgumentException.class, () -> new RunningMinima(Map.of(orangeAboveBlue, p)));
    }
  }

  private RunningMinima look(RunningMinima soFar, GroupCounts counts) {
    return soFar.after(design, counts, Designs.whole(design, counts));
  }
}
