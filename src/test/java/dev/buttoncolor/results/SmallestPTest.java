package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SmallestPTest {

  private static final Counts BLUE = new Counts(1000, 120);

  private final Design design = Plans.fourColors();

  @Test
  void evidenceOnceSeenIsKept() {
    SmallestP strong = SmallestP.NONE.after(design, Plans.workedExample());
    Tally weaker = Plans.tally(new Counts(1100, 150), BLUE, BLUE, new Counts(1100, 181));
    SmallestP later = strong.after(design, weaker);
    assertEquals(strong.of("Orange"), later.of("Orange"));
    assertEquals(0.009173, later.of("Orange"), 5e-7);
    assertEquals(
        later.of("Orange"),
        Plans.comparison(Analysis.of(design, weaker, strong), "Orange").pValue());
  }

  @Test
  void aHandfulOfVisitorsIsNoEvidence() {
    Tally early = Plans.tally(new Counts(99, 10), BLUE, BLUE, new Counts(99, 80));
    assertEquals(1, SmallestP.NONE.after(design, early).of("Orange"));
    Tally fewSignups = Plans.tally(BLUE, BLUE, BLUE, new Counts(1000, 9));
    assertEquals(1, SmallestP.NONE.after(design, fewSignups).of("Orange"));
  }

  @Test
  void keepsWhatItHasWhileALookCannotCount() {
    SmallestP soFar = new SmallestP(Map.of("Orange", 0.2, "Purple", 0.3), 0.4);
    assertEquals(soFar, soFar.after(design, Tally.EMPTY));
  }

  @Test
  void comesBackFromItsParts() {
    SmallestP smallest = SmallestP.NONE.after(design, Plans.workedExample());
    assertEquals(smallest, new SmallestP(smallest.byGroup(), smallest.sampleRatio()));
  }

  @Test
  void mergingTwoKeepsTheSmallerOfEach() {
    SmallestP a = new SmallestP(Map.of("Green", 0.1, "Red", 0.5), 0.9);
    SmallestP b = new SmallestP(Map.of("Green", 0.2, "Orange", 0.3), 0.8);
    assertEquals(new SmallestP(Map.of("Green", 0.1, "Red", 0.5, "Orange", 0.3), 0.8), a.and(b));
  }

  @Test
  void refusesWhatIsNoPValue() {
    assertThrows(IllegalArgumentException.class, () -> new SmallestP(Map.of(), Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new SmallestP(Map.of("Green", 1.1), 1));
  }
}
