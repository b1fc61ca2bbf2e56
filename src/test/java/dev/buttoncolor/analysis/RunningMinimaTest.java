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
  private final Key orangeAboveBlue = Key.above("Orange", "Blue");
  private final Key orangeBelowBlue = Key.above("Blue", "Orange");

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
    assertTrue(minima.p(Key.above("Orange", "Red")) < 0.01);
    assertEquals(1, minima.p(Key.above("Red", "Orange")));
  }

  @Test
  void aLookBelowTheMinimumSampleIsNoEvidence() {
    GroupCounts early =
        Designs.counts(new Counts(99, 10), new Counts(99, 80), BLUE, new Counts(100, 0));
    RunningMinima minima = look(RunningMinima.NONE, early);
    assertEquals(1, minima.p(Key.above("Green", "Blue")));
    assertEquals(1, minima.p(orangeBelowBlue));
  }

  @Test
  void nothingNewNothingChanged() {
    RunningMinima minima = look(RunningMinima.NONE, Designs.workedExample());
    assertSame(minima, look(minima, Designs.workedExample()));
  }

  @Test
  void mergingTwoKeepsTheSmallerOfEach() {
    Key red = Key.above("Red", "Blue");
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
    return soFar.after(design, counts);
  }
}
