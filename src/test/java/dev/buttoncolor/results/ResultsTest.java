package dev.buttoncolor.results;

import static dev.buttoncolor.analysis.Designs.counts;
import static dev.buttoncolor.analysis.Designs.ofEach;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.analysis.Stretch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The corners: too little, too much, and what the design does not know. */
class ResultsTest {

  private static final Counts BLUE = new Counts(1000, 120);
  private static final Design DESIGN = Designs.fourColors();

  @Test
  void countsWithoutVarianceAreNoEvidence() {
    Results results = Runs.look(DESIGN, ofEach(500, 0, 0, 0, 0));
    Comparison green = Runs.comparison(results, "Green");
    assertEquals(0, green.difference().orElseThrow());
    assertEquals(1, green.pValue());
    assertFalse(green.isKnown());
    assertTrue(green.fixedHorizonPValue().isEmpty());
    assertTrue(green.lift().isEmpty(), "nothing is a multiple of control's zero");
    assertEquals(Verdict.State.COLLECTING, results.verdict().state());
  }

  @Test
  void noneAgainstAllIsDecided() {
    Comparison green =
        Runs.comparison(Runs.look(Designs.of(5000, .5, .5), ofEach(500, 0, 500)), "Green");
    assertEquals(Standing.BEATS, green.standing());
    assertEquals(1, green.high().getAsDouble());
    assertTrue(green.liftLow().isPresent());
    assertTrue(green.liftHigh().isEmpty(), "no end");
    assertEquals(1, green.chanceToBeat().orElseThrow(), 1e-9);
  }

  @Test
  void aGroupOutsideTheDesignStaysVisibleAndEntersNoComparison() {
    Map<String, Counts> counts = new LinkedHashMap<>();
    counts.put("Purple", new Counts(900, 500));
    counts.putAll(Designs.workedExample().byGroup());
    Results with =
        Runs.look(DESIGN, new GroupCounts(List.of(new Stretch(DESIGN.shares(), counts))));
    Results without = Runs.look(DESIGN, Designs.workedExample());
    GroupResult purple = with.groups().get(4);
    assertEquals("Purple", purple.group());
    assertEquals(900, purple.visitors());
    assertTrue(purple.interval().isPresent());
    assertTrue(purple.share().isEmpty());
    assertTrue(purple.comparison().isEmpty());
    assertEquals(without.groups(), with.groups().subList(0, 4));
    assertEquals(without.sampleRatio(), with.sampleRatio());
    assertEquals(without.verdict(), with.verdict());
    assertEquals(4900, with.visitors());
  }

  /** Two pairs of three are adjusted by three and two; what they found at earlier looks counts. */
  @Test
  void pairsOfWinnersAreAFamilyOfTheirOwn() {
    Winners winners = Runs.look(DESIGN, ofEach(2000, 200, 400, 410, 530)).winners();
    assertEquals(List.of("Green", "Red", "Orange"), winners.groups());
    assertEquals(List.of("Orange"), winners.leaders());
    assertEquals(3, winners.comparisons().size());
    Comparison greenAndOrange = winners.comparisons().get(1).comparison();
    assertEquals("Green", greenAndOrange.against());
    assertEquals(3 * greenAndOrange.pValue(), greenAndOrange.adjustedPValue(), 1e-15);
    GroupCounts first = ofEach(2000, 200, 300, 200, 500);
    Evidence before = Designs.looks(Evidence.NONE, DESIGN, List.of(first));
    GroupCounts now = ofEach(2000, 200, 360, 200, 400);
    assertTrue(
        Designs.looks(Evidence.NONE, DESIGN, List.of(now)).p(new Pair("Orange", "Green")) > .05);
    assertEquals(
        Standing.BEATS,
        Runs.look(DESIGN, now, before).winners().comparisons().get(0).comparison().standing());
  }

  @Test
  void alarmStaysWhenTheSizesEvenOutAgain() {
    Counts many = new Counts(1000, 0);
    Evidence lost = Evidence.NONE.after(DESIGN, counts(many, many, many, new Counts(700, 0)));
    Results later = Runs.look(DESIGN, ofEach(1000, 0, 0, 0, 0), lost);
    assertTrue(later.sampleRatio().alarm());
    assertEquals(1, later.sampleRatio().chiSquarePValue().orElseThrow(), 1e-9);
    assertEquals(Verdict.State.INVALID, later.verdict().state());
  }

  @Test
  void alarmLeavesNoWinnerAndExcludesNothing() {
    Results results =
        Runs.look(DESIGN, counts(BLUE, new Counts(1000, 250), BLUE, new Counts(700, 200)));
    assertEquals(Verdict.State.INVALID, results.verdict().state());
    assertEquals(List.of(), results.winners().groups());
    assertTrue(results.excluded().isEmpty());
    assertFalse(results.canEnd());
  }

  /** The words of the records show every number they hold. */
  @Test
  void neverNotANumber() {
    List<Counts> extremes =
        List.of(
            new Counts(0, 0), new Counts(1, 0),
            new Counts(1, 1), new Counts(100, 99),
            new Counts(200, 0), new Counts(300, 300),
            new Counts(2_000_000_000L, 1), new Counts(2_000_000_000L, 1_999_999_000L));
    for (Counts control : extremes) {
      for (Counts treatment : extremes) {
        Results results = Runs.look(Designs.of(1, .5, .5), counts(control, treatment));
        assertFalse(results.toString().matches("(?s).*(NaN|Infinity).*"), results::toString);
      }
    }
  }
}
