package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonFamilyTest {

  private static final Counts BLUE = new Counts(1000, 120);

  private final Design design = Designs.fourColors();
  private final Pair orange = new Pair("Orange", "Blue");

  /** Orange's smallest p so far that it is above Blue, or below, and its counts now. */
  @ParameterizedTest
  @CsvSource({
    "0.001, 1, 1000, 180, BEATS, clear",
    "1, 0.001, 1000, 60, LOSES, clear in the other direction",
    "0.001, 1, 1000, 150, BEATS, a look that says less takes nothing back",
    "0.001, 1, 1000, 75, FADED, slightly worse now is no loss",
    "1, 0.001, 1000, 180, FADED, slightly better now is no win",
    "0.001, 1, 1000, 121, FADED, without evidence now",
    "0.001, 1, 1000, 120, FADED, no difference now",
    "1, 0.001, 1000, 120, FADED, no difference now",
    "0.001, 1, 50, 40, FADED, below the minimum sample now",
    "0.001, 0.002, 1000, 180, CONTRADICTED, both",
    "0.002, 0.001, 1000, 180, CONTRADICTED, both",
    "0.001, 0.05, 1000, 180, BEATS, below is a third of what decides",
    "0.001, 0.016666666666666666, 1000, 180, CONTRADICTED, below just decides",
    "0.02, 1, 1000, 180, OPEN, unclear",
    "0.02, 1, 99, 18, TOO_EARLY, unclear and below the minimum sample",
    "0.016666666666666666, 1, 1000, 180, BEATS, at the level",
    "0.0167, 1, 1000, 180, OPEN, above the level",
  })
  void evidenceHasADirectionAndAMoment(
      double above, double below, long visitors, long signups, Standing standing, String why) {
    Map<Pair, Double> combined = Map.of(orange, above, orange.reversed(), below);
    assertEquals(standing, standing(combined, new Counts(visitors, signups)), why);
  }

  @Test
  void holmAdjustsEachByItsRankAndNeverBelowTheOneBefore() {
    Map<String, Double> adjusted =
        ComparisonFamily.adjusted(Map.of("a", .01, "b", .04, "c", .03, "d", .005));
    assertEquals(0.03, adjusted.get("a"), 1e-12);
    assertEquals(0.06, adjusted.get("b"), 1e-12);
    assertEquals(0.06, adjusted.get("c"), 1e-12);
    assertEquals(0.02, adjusted.get("d"), 1e-12);
    assertEquals(Map.of("a", 1.0, "b", 1.0), ComparisonFamily.adjusted(Map.of("a", 0.6, "b", 0.9)));
  }

  /** The second of three is adjusted by two, once the first has decided. */
  @Test
  void bothDirectionsAreHeldAgainstTheStepThatDecides() {
    Pair red = new Pair("Red", "Blue");
    Map<Pair, Double> rows = new LinkedHashMap<>();
    rows.put(red.reversed(), .0001);
    rows.put(orange, .02);
    Standing above = standing(rows, new Counts(1000, 180));
    rows.put(orange.reversed(), .021);
    assertEquals(Standing.BEATS, above);
    assertEquals(Standing.CONTRADICTED, standing(rows, new Counts(1000, 180)));
  }

  /** The p-values are those of a look at which the planned one is not due. */
  private Standing standing(Map<Pair, Double> combined, Counts orangeNow) {
    Map<Pair, Double> watching = new LinkedHashMap<>();
    combined.forEach((key, p) -> watching.put(key, Design.WATCHING * p));
    return family(new Evidence(watching, Map.of()), orangeNow).standing(orange);
  }

  private ComparisonFamily family(Evidence evidence, Counts orangeNow) {
    GroupCounts counts = Designs.counts(BLUE, BLUE, BLUE, orangeNow);
    return new ComparisonFamily(Pair.againstControl(design), design, counts, evidence);
  }

  private static Evidence plannedLook(Pair pair, Counts control, Counts treatment) {
    return new Evidence(Map.of(), Map.of(pair, PairCounts.of(control, treatment)));
  }

  @Test
  void plannedLookCountsInItsOwnDirectionAlone() {
    Evidence up = plannedLook(orange, new Counts(2500, 250), new Counts(2500, 350));
    PairTest test = family(up, new Counts(1000, 150)).test(orange);
    assertTrue(test.above() < 1e-4, test::toString);
    assertEquals(1, test.below());
    Evidence down = plannedLook(orange, new Counts(2500, 350), new Counts(2500, 250));
    assertEquals(Standing.LOSES, family(down, new Counts(1000, 90)).standing(orange));
    assertEquals(Standing.FADED, family(down, new Counts(1000, 150)).standing(orange));
  }

  /** What the planned look leaves open is left out if it does not hold what is seen now. */
  @Test
  void plannedLookThatSaidOtherwiseIsLeftOut() {
    Evidence evidence = plannedLook(orange, new Counts(2500, 300), new Counts(2500, 300));
    double level = design.level();
    PairTest agree = family(evidence, new Counts(1000, 125)).test(orange);
    assertFalse(agree.plannedLookDisagrees(level));
    PairTest disagree = family(evidence, new Counts(1000, 160)).test(orange);
    assertTrue(disagree.plannedLookDisagrees(level));
    assertEquals(disagree.watching().intervals(Design.WATCHING * level), disagree.intervals(level));
  }

  @Test
  void noDifferenceNeedsThePlannedLook() {
    Counts even = new Counts(1000, 121);
    assertEquals(Standing.OPEN, family(Evidence.NONE, even).standing(orange));
    Evidence evidence = plannedLook(orange, new Counts(2500, 300), new Counts(2500, 300));
    assertEquals(Standing.NO_DIFFERENCE, family(evidence, even).standing(orange));
    Evidence wide = plannedLook(orange, new Counts(2500, 300), new Counts(2500, 340));
    assertEquals(Standing.OPEN, family(wide, even).standing(orange));
  }
}
