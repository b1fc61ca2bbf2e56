package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.PairTest;
import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.results.Results.Excluded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corners: too little, too much, and what the design does not know. */
class ResultsTest {

  private static final Counts BLUE = new Counts(1000, 120);

  private final Design design = Designs.fourColors();

  @Test
  void nothingIsDrawnBeforeTheMinimumSample() {
    GroupCounts counts = Designs.counts(BLUE, new Counts(99, 15), BLUE, BLUE);
    Comparison green = Runs.comparison(Runs.look(design, counts), "Green");
    assertFalse(green.isKnown());
    assertTrue(green.liftLow().isEmpty());
    assertEquals(15 / 99.0 - 0.12, green.difference().orElseThrow(), 1e-12);
    assertEquals(15 / 99.0 / 0.12 - 1, green.lift().orElseThrow(), 1e-12);
  }

  @Test
  void zeroMayBeInsideBesideADecidedP() {
    Evidence onceClear = new Evidence(Map.of(new Pair("Orange", "Blue"), 0.001), Map.of());
    GroupCounts counts = Designs.counts(BLUE, BLUE, BLUE, new Counts(1000, 150));
    Results results = Runs.look(design, counts, onceClear);
    Comparison orange = Runs.comparison(results, "Orange");
    assertEquals(Standing.BEATS, orange.standing());
    assertTrue(orange.isDecidedWithZeroInside(), orange::toString);
  }

  @Test
  void whatIsOpenIsWhatTheOpenComparisonsTogetherLeave() {
    Results results = Runs.look(design, Designs.workedExample());
    Excluded excluded = results.excluded().orElseThrow();
    assertEquals(-0.060595, excluded.below(), 5e-7, "Red's");
    assertEquals(0.124318, excluded.above(), 5e-7, "Orange's");
    Counts better = new Counts(1000, 240);
    assertTrue(
        Runs.look(design, Designs.counts(BLUE, better, better, better)).excluded().isEmpty());
  }

  @Test
  void detectableIsWhatThePlanFindsAtTheRateSoFar() {
    double rate = Runs.look(design, Designs.workedExample()).detectable().orElseThrow();
    assertEquals(0.12 + 0.032606, rate, 5e-7);
    Counts all = new Counts(10, 10);
    assertTrue(Runs.look(design, Designs.counts(all, all, all, all)).detectable().isEmpty());
    assertTrue(Runs.look(Designs.of(5000, 1), Designs.counts(BLUE)).detectable().isEmpty());
  }

  @Test
  void countsWithoutVarianceAreNoEvidence() {
    Counts none = new Counts(500, 0);
    Results results = Runs.look(design, Designs.counts(none, none, none, none));
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
    Design two = Designs.of(5000, .5, .5);
    GroupCounts counts = Designs.counts(new Counts(500, 0), new Counts(500, 500));
    Comparison green = Runs.comparison(Runs.look(two, counts), "Green");
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
        Runs.look(design, new GroupCounts(List.of(new Stretch(design.shares(), counts))));
    Results without = Runs.look(design, Designs.workedExample());
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

  /** Two pairs of three are adjusted by three and two, the intervals by three. */
  @Test
  void pairsOfWinnersAreAFamilyOfTheirOwn() {
    Counts control = new Counts(2000, 200);
    GroupCounts counts =
        Designs.counts(
            control, new Counts(2000, 400), new Counts(2000, 410), new Counts(2000, 530));
    Winners winners = Runs.look(design, counts).winners();
    assertEquals(List.of("Green", "Red", "Orange"), winners.groups());
    assertEquals(List.of("Orange"), winners.leaders());
    assertEquals(3, winners.comparisons().size());
    Comparison greenAndOrange = winners.comparisons().get(1).comparison();
    assertEquals("Green", greenAndOrange.against());
    assertEquals(3 * greenAndOrange.pValue(), greenAndOrange.adjustedPValue(), 1e-15);
    PairCounts pair = PairCounts.of(new Counts(2000, 400), new Counts(2000, 530));
    assertEquals(
        PairTest.of(new Pair("Orange", "Green"), pair, 5000, Evidence.NONE)
            .intervals(.05 / 3)
            .differences(),
        new Interval(greenAndOrange.low().getAsDouble(), greenAndOrange.high().getAsDouble()));
  }

  @Test
  void evidenceOfEarlierLooksDecidesBetweenWinnersToo() {
    Counts control = new Counts(2000, 200);
    GroupCounts clear =
        Designs.counts(control, new Counts(2000, 300), control, new Counts(2000, 500));
    Evidence before = Designs.look(Evidence.NONE, design, clear);
    GroupCounts now =
        Designs.counts(control, new Counts(2000, 360), control, new Counts(2000, 400));
    Comparison pair = Runs.look(design, now, before).winners().comparisons().get(0).comparison();
    assertTrue(new MixtureSequence(now.of(new Pair("Orange", "Green")), 5000).p() > .05);
    assertEquals(Standing.BEATS, pair.standing());
  }

  @Test
  void alarmStaysWhenTheSizesEvenOutAgain() {
    Counts many = new Counts(1000, 0);
    Evidence lost =
        Evidence.NONE.after(design, Designs.counts(many, many, many, new Counts(700, 0)));
    Results later = Runs.look(design, Designs.counts(many, many, many, many), lost);
    assertTrue(later.sampleRatio().alarm());
    assertEquals(1, later.sampleRatio().chiSquarePValue().orElseThrow(), 1e-9);
    assertEquals(Verdict.State.INVALID, later.verdict().state());
  }

  @Test
  void alarmLeavesNoWinnerAndExcludesNothing() {
    Results results =
        Runs.look(design, Designs.counts(BLUE, new Counts(1000, 250), BLUE, new Counts(700, 200)));
    assertEquals(Verdict.State.INVALID, results.verdict().state());
    assertEquals(List.of(), results.winners().groups());
    assertTrue(results.excluded().isEmpty());
    assertFalse(results.canEnd());
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void neverNotANumber(Counts control, Counts treatment) {
    Results results = Runs.look(Designs.of(1, .5, .5), Designs.counts(control, treatment));
    // The words of the records show every number they hold.
    assertFalse(results.toString().matches("(?s).*(NaN|Infinity).*"), results::toString);
  }

  static Stream<Counts[]> extremes() {
    List<Counts> some =
        List.of(
            Counts.EMPTY,
            new Counts(1, 0),
            new Counts(1, 1),
            new Counts(100, 99),
            new Counts(200, 0),
            new Counts(300, 300),
            new Counts(2_000_000_000L, 1),
            new Counts(2_000_000_000L, 1_999_999_000L));
    return some.stream().flatMap(a -> some.stream().map(b -> new Counts[] {a, b}));
  }
}
