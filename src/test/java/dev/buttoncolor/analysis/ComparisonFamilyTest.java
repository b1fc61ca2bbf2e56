package dev.buttoncolor.analysis;

import static dev.buttoncolor.analysis.Designs.assertFigures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
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
    "0.001, 1, 180/1000, BEATS, clear",
    "1, 0.001, 60/1000, LOSES, clear in the other direction",
    "0.001, 1, 150/1000, BEATS, a look that says less takes nothing back",
    "0.001, 1, 75/1000, FADED, slightly worse now is no loss",
    "1, 0.001, 180/1000, FADED, slightly better now is no win",
    "0.001, 1, 121/1000, FADED, without evidence now",
    "0.001, 1, 120/1000, FADED, no difference now",
    "1, 0.001, 120/1000, FADED, no difference now",
    "0.001, 1, 40/50, FADED, below the minimum sample now",
    "0.001, 0.002, 180/1000, CONTRADICTED, both",
    "0.002, 0.001, 180/1000, CONTRADICTED, both",
    "0.001, 0.05, 180/1000, BEATS, below is a third of what decides",
    "0.001, 0.016666666666666666, 180/1000, CONTRADICTED, below just decides",
    "0.02, 1, 180/1000, OPEN, unclear",
    "0.02, 1, 18/99, TOO_EARLY, unclear and below the minimum sample",
    "0.016666666666666666, 1, 180/1000, BEATS, at the level",
    "0.0167, 1, 180/1000, OPEN, above the level",
  })
  void evidenceHasADirectionAndAMoment(
      double above, double below, String now, Standing standing, String why) {
    Map<Pair, Double> combined = Map.of(orange, above, orange.reversed(), below);
    assertEquals(standing, standing(combined, now), why);
  }

  @Test
  void holmAdjustsEachByItsRankAndNeverBelowTheOneBefore() {
    Map<String, Double> adjusted =
        ComparisonFamily.adjusted(Map.of("a", .01, "b", .04, "c", .03, "d", .005));
    assertFigures(
        "0.030000000000 0.060000000000 0.060000000000 0.020000000000",
        Stream.of("a", "b", "c", "d").mapToDouble(adjusted::get).toArray());
    assertEquals(Map.of("a", 1.0, "b", 1.0), ComparisonFamily.adjusted(Map.of("a", 0.6, "b", 0.9)));
  }

  /** The second of three is adjusted by two, once the first has decided. */
  @Test
  void bothDirectionsAreHeldAgainstTheStepThatDecides() {
    Pair bluesRed = new Pair("Blue", "Red");
    Map<Pair, Double> rows = Map.of(bluesRed, .0001, orange, .02);
    assertEquals(Standing.BEATS, standing(rows, "180/1000"));
    rows = Map.of(bluesRed, .0001, orange, .02, orange.reversed(), .021);
    assertEquals(Standing.CONTRADICTED, standing(rows, "180/1000"));
  }

  /** The p-values are those of a look at which the planned one is not due. */
  private Standing standing(Map<Pair, Double> combined, String orangeNow) {
    Map<Pair, Double> watching = new HashMap<>(combined);
    watching.replaceAll((pair, p) -> Design.WATCHING * p);
    return family(new Evidence(watching, Map.of()), orangeNow).standing(orange);
  }

  private ComparisonFamily family(Evidence evidence, String orangeNow) {
    GroupCounts counts = Designs.counts(BLUE, BLUE, BLUE, Designs.parse(orangeNow));
    return new ComparisonFamily(Pair.againstControl(design), design, counts, evidence);
  }

  private Evidence plannedLook(String blue, String green) {
    PairCounts look = PairCounts.of(Designs.parse(blue), Designs.parse(green));
    return new Evidence(Map.of(), Map.of(orange, look));
  }

  @Test
  void plannedLookCountsInItsOwnDirectionAlone() {
    PairTest test = family(plannedLook("250/2500", "350/2500"), "150/1000").test(orange);
    assertTrue(test.above() < 1e-4, test::toString);
    assertEquals(1, test.below());
    Evidence down = plannedLook("350/2500", "250/2500");
    assertEquals(Standing.LOSES, family(down, "90/1000").standing(orange));
    assertEquals(Standing.FADED, family(down, "150/1000").standing(orange));
  }

  /** What the planned look leaves open is left out if it does not hold what is seen now. */
  @Test
  void plannedLookThatSaidOtherwiseIsLeftOut() {
    Evidence evidence = plannedLook("300/2500", "300/2500");
    double level = design.level();
    assertFalse(family(evidence, "125/1000").test(orange).plannedLookDisagrees(level));
    PairTest disagree = family(evidence, "160/1000").test(orange);
    assertTrue(disagree.plannedLookDisagrees(level));
    assertEquals(disagree.watching().intervals(Design.WATCHING * level), disagree.intervals(level));
  }

  @Test
  void noDifferenceNeedsThePlannedLook() {
    assertEquals(Standing.OPEN, family(Evidence.NONE, "121/1000").standing(orange));
    Evidence evidence = plannedLook("300/2500", "300/2500");
    assertEquals(Standing.NO_DIFFERENCE, family(evidence, "121/1000").standing(orange));
    Evidence wide = plannedLook("300/2500", "340/2500");
    assertEquals(Standing.OPEN, family(wide, "121/1000").standing(orange));
  }
}
