package dev.buttoncolor.analysis;

import static dev.buttoncolor.analysis.Designs.assertFigures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What looks gather is kept at its clearest, each pair's planned look is taken once, and all pairs
 * are held against it together.
 */
class ComparisonFamilyTest {

  private static final Counts BLUE = new Counts(1000, 120);

  private final Design design = Designs.fourColors();
  private final Pair orange = new Pair("Orange", "Blue");
  private final Evidence once = Evidence.NONE.after(design, Designs.workedExample());

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
    PairCounts look = Designs.pair(Designs.parse(blue), Designs.parse(green));
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

  @Test
  void smallestPOfEachDirectionOfEachPairIsKept() {
    assertEquals(0.009529, once.p(orange), 5e-7);
    assertEquals(1, once.p(orange.reversed()));
    assertTrue(once.p(new Pair("Orange", "Red")) < 0.01);
    assertEquals(1, once.p(new Pair("Red", "Orange")));
    Evidence later = once.after(design, Designs.ofEach(2000, 360, 240, 240, 240));
    assertEquals(once.p(orange), later.p(orange));
    assertTrue(later.p(orange.reversed()) < 0.001);
    assertSame(once, once.after(design, Designs.workedExample()), "nothing is new");
  }

  @Test
  void lookBelowTheMinimumSampleIsNoEvidence() {
    GroupCounts early =
        Designs.counts(
            new Counts(99, 10), new Counts(99, 80), new Counts(99, 10), new Counts(100, 0));
    Evidence minima = Evidence.NONE.after(design, early);
    assertEquals(Map.of(), minima.minima());
  }

  @Test
  void twoInstancesKeepTheSmallerOfEach() {
    Pair red = new Pair("Red", "Blue");
    Evidence a = new Evidence(Map.of(orange, 0.1, Evidence.SAMPLE_RATIO, 0.9), Map.of());
    Evidence b = new Evidence(Map.of(orange, 0.2, red, 0.3, Evidence.SAMPLE_RATIO, 0.8), Map.of());
    Evidence both =
        new Evidence(Map.of(orange, 0.1, red, 0.3, Evidence.SAMPLE_RATIO, 0.8), Map.of());
    assertEquals(both, a.merge(b));
    assertEquals(both, b.merge(a));
  }

  @Test
  void everyPairIsDueOnceItsPlanIsFullAndCountsOnceItIsStored() {
    assertEquals(Evidence.NONE, Evidence.NONE.due(design, Designs.workedExample()));
    Evidence due = Evidence.NONE.due(design, Designs.plannedLook());
    assertEquals(Set.copyOf(Pair.all(design)), due.plannedLooks().keySet());
    Evidence looked = Evidence.NONE.after(design, Designs.plannedLook());
    assertEquals(Map.of(), looked.plannedLooks());
    Evidence stored = looked.merge(due);
    assertEquals(due.plannedLooks(), stored.plannedLooks());
    assertEquals(Evidence.NONE, stored.due(design, Designs.plannedLook()));
  }

  @Test
  void firstPlannedLookStoredStays() {
    Evidence stored = taken(Designs.plannedLook());
    assertEquals(stored, stored.merge(taken(Designs.workedExample())));
    assertEquals(stored, stored.takenBy(Designs.plannedLook()));
    assertEquals(Evidence.NONE, stored.takenBy(Designs.workedExample()), "it came later");
  }

  private Evidence taken(GroupCounts counts) {
    return new Evidence(Map.of(), Map.of(orange, counts.of(orange)));
  }
}
