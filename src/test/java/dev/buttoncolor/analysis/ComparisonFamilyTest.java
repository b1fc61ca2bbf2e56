package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.RunningMinima.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Evidence has a direction, and a moment. */
class ComparisonFamilyTest {

  private static final Counts BLUE = new Counts(1000, 120);

  private final Design design = Designs.fourColors();
  private final Pair orange = new Pair("Orange", "Blue");

  @Test
  void clearEvidenceDecidesInItsDirection() {
    assertEquals(Standing.BEATS, standing(.001, 1, new Counts(1000, 180)));
    assertEquals(Standing.LOSES, standing(1, .001, new Counts(1000, 60)));
  }

  @Test
  void onlyBetterAndWorseAreDecisions() {
    List<Standing> decisions = Stream.of(Standing.values()).filter(Standing::isDecision).toList();
    assertEquals(List.of(Standing.BEATS, Standing.LOSES), decisions);
  }

  /** Later looks that say less take nothing back, as long as they say something. */
  @Test
  void decidedStaysDecidedWhileThePresentLookStillHoldsEvidence() {
    Counts ahead = new Counts(1000, 150);
    assertEquals(0.4720, new MixtureSequence(PairCounts.of(BLUE, ahead), 5000).p(), 5e-5);
    assertEquals(Standing.BEATS, standing(.001, 1, ahead));
  }

  @Test
  void clearlyBetterOnceAndSlightlyWorseNowIsNoLoss() {
    assertEquals(Standing.FADED, standing(.001, 1, new Counts(1000, 75)));
    assertEquals(Standing.FADED, standing(1, .001, new Counts(1000, 180)));
  }

  @Test
  void clearOnceAndWithoutEvidenceNowHasFaded() {
    assertEquals(Standing.FADED, standing(.001, 1, new Counts(1000, 121)));
    assertEquals(Standing.FADED, standing(.001, 1, BLUE));
    assertEquals(Standing.FADED, standing(1, .001, BLUE));
  }

  @Test
  void clearOnceAndBelowTheMinimumSampleNowHasFaded() {
    assertEquals(Standing.FADED, standing(.001, 1, new Counts(50, 40)));
  }

  @Test
  void clearInBothDirectionsContradictsItself() {
    assertEquals(Standing.CONTRADICTED, standing(.001, .002, new Counts(1000, 180)));
    assertEquals(Standing.CONTRADICTED, standing(.002, .001, new Counts(1000, 180)));
    assertEquals(Standing.BEATS, standing(.001, .05, new Counts(1000, 180)), "a third of 0.05");
    assertEquals(Standing.CONTRADICTED, standing(.001, .05 / 3, new Counts(1000, 180)), "just so");
  }

  @Test
  void unclearIsOpenFromTheMinimumSampleOn() {
    assertEquals(Standing.OPEN, standing(.02, 1, new Counts(1000, 180)));
    assertEquals(Standing.TOO_EARLY, standing(.02, 1, new Counts(99, 18)));
  }

  @Test
  void atTheLevelItIsDecided() {
    assertEquals(Standing.BEATS, standing(.05 / 3, 1, new Counts(1000, 180)));
    assertEquals(Standing.OPEN, standing(.0167, 1, new Counts(1000, 180)));
  }

  /** The second of three is adjusted by two, once the first has decided. */
  @Test
  void bothDirectionsAreHeldAgainstTheStepThatDecides() {
    Pair red = new Pair("Red", "Blue");
    Map<Key, Double> rows = new LinkedHashMap<>();
    rows.put(red.below(), .0001);
    rows.put(orange.above(), .02);
    Standing above = standing(rows, new Counts(1000, 180));
    rows.put(orange.below(), .021);
    assertEquals(Standing.BEATS, above);
    assertEquals(Standing.CONTRADICTED, standing(rows, new Counts(1000, 180)));
  }

  /** The p-values are those of a look at which the planned one is not due. */
  private Standing standing(double above, double below, Counts orangeNow) {
    return standing(Map.of(orange.above(), above, orange.below(), below), orangeNow);
  }

  private Standing standing(Map<Key, Double> combined, Counts orangeNow) {
    Map<Key, Double> watching = new LinkedHashMap<>();
    combined.forEach((key, p) -> watching.put(key, Design.WATCHING * p));
    return family(new Evidence(new RunningMinima(watching), Map.of()), orangeNow).standing(orange);
  }

  private ComparisonFamily family(Evidence evidence, Counts orangeNow) {
    GroupCounts counts = Designs.counts(BLUE, BLUE, BLUE, orangeNow);
    return ComparisonFamily.againstControl(design, counts, evidence);
  }

  private static Evidence plannedLook(Pair pair, Counts control, Counts treatment) {
    PlannedLook look = new PlannedLook(PairCounts.of(control, treatment));
    return new Evidence(RunningMinima.NONE, Map.of(pair, look));
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
    PairTest.Intervals agree = family(evidence, new Counts(1000, 125)).intervals(orange);
    assertFalse(agree.plannedLookDisagrees());
    PairTest.Intervals disagree = family(evidence, new Counts(1000, 160)).intervals(orange);
    assertTrue(disagree.plannedLookDisagrees());
    double level = Design.WATCHING * design.level();
    MixtureSequence watching =
        new MixtureSequence(PairCounts.of(BLUE, new Counts(1000, 160)), 5000);
    assertEquals(watching.differences(level), disagree.differences());
    assertEquals(watching.lifts(level), disagree.lifts());
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
