package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  private final Pair orange = Pair.of(design, "Orange", "Blue");

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
    assertEquals(0.4720, new MixtureSequence(BLUE, ahead, 5000).p(), 5e-5);
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
    Pair red = Pair.of(design, "Red", "Blue");
    Map<Key, Double> rows = new LinkedHashMap<>();
    rows.put(red.below(), .0001);
    rows.put(orange.above(), .02);
    Standing above = standing(rows, new Counts(1000, 180));
    rows.put(orange.below(), .021);
    assertEquals(Standing.BEATS, above);
    assertEquals(Standing.CONTRADICTED, standing(rows, new Counts(1000, 180)));
  }

  private Standing standing(double above, double below, Counts orangeNow) {
    return standing(Map.of(orange.above(), above, orange.below(), below), orangeNow);
  }

  private Standing standing(Map<Key, Double> rows, Counts orangeNow) {
    GroupCounts counts = Designs.counts(BLUE, BLUE, BLUE, orangeNow);
    List<Pair> pairs = Pair.againstControl(design);
    return new ComparisonFamily(pairs, design, counts, new RunningMinima(rows)).standing(orange);
  }
}
