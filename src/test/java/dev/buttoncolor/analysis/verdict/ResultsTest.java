package dev.buttoncolor.analysis.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.analysis.RunningMinima.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corners: too little, too much, and what the design does not know. */
class ResultsTest {

  private static final Counts BLUE = new Counts(1000, 120);

  private final Design design = Designs.fourColors();

  @Test
  void withoutVisitorsEverythingIsUnknownAndNothingIsClaimed() {
    Results results = Looks.look(design, GroupCounts.EMPTY);
    GroupResult green = Looks.group(results, "Green");
    assertTrue(green.counts().rate().isEmpty());
    assertTrue(green.interval().isEmpty());
    assertEquals(
        new Comparison(
            "Green",
            "Blue",
            0,
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            new Comparison.Evidence(OptionalDouble.empty(), 1, 1, 1),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Standing.TOO_EARLY),
        green.comparison().orElseThrow());
    assertEquals(
        new SampleRatio(
            1,
            OptionalDouble.empty(),
            false,
            Map.of(100.0, 0.0, 1000.0, 0.0, 10_000.0, 0.0),
            Map.of(),
            OptionalDouble.empty()),
        results.sampleRatio());
    assertTrue(results.detectable().isEmpty());
  }

  @Test
  void nothingIsDrawnBeforeTheMinimumSample() {
    GroupCounts counts = Designs.counts(BLUE, new Counts(99, 15), BLUE, BLUE);
    Comparison green = Looks.comparison(Looks.look(design, counts), "Green");
    assertTrue(green.interval().isEmpty());
    assertTrue(green.liftInterval().isEmpty());
    assertEquals(15 / 99.0 - 0.12, green.difference().orElseThrow(), 1e-12);
    assertEquals(15 / 99.0 / 0.12 - 1, green.lift().orElseThrow(), 1e-12);
  }

  @Test
  void zeroMayBeInsideBesideADecidedP() {
    RunningMinima onceClear =
        new RunningMinima(Map.of(Key.above(design.key(), "Orange", "Blue"), 0.001));
    GroupCounts counts = Designs.counts(BLUE, BLUE, BLUE, new Counts(1000, 150));
    Results results = Looks.look(design, counts, onceClear);
    Comparison orange = Looks.comparison(results, "Orange");
    assertEquals(Standing.BEATS, orange.standing());
    Interval interval = orange.interval().orElseThrow();
    assertTrue(interval.low() < 0 && 0 < interval.high(), interval::toString);
  }

  @Test
  void whatIsOpenIsWhatTheOpenComparisonsTogetherLeave() {
    Results results = Looks.look(design, Designs.workedExample());
    Interval open = results.open().orElseThrow();
    assertEquals(-0.054229, open.low(), 5e-7, "Red's");
    assertEquals(0.085099, open.high(), 5e-7, "Green's");
    Counts better = new Counts(1000, 240);
    assertTrue(Looks.look(design, Designs.counts(BLUE, better, better, better)).open().isEmpty());
  }

  @Test
  void detectableIsWhatThePlanFindsInItsSmallestTreatment() {
    Design uneven = Designs.of(5000, .6, .3, .1);
    GroupCounts counts =
        Designs.counts(new Counts(600, 60), new Counts(300, 30), new Counts(100, 10));
    double rate = Looks.look(uneven, counts).detectable().orElseThrow();
    assertEquals(5000, Planner.sequential(2, 0.8).visitorsOfPair(0.10, rate, .6 / .7), 1e-3);
    Counts all = new Counts(10, 10);
    assertTrue(Looks.look(design, Designs.counts(all, all, all, all)).detectable().isEmpty());
    assertTrue(Looks.look(Designs.of(5000, 1), Designs.counts(BLUE)).detectable().isEmpty());
  }

  @Test
  void countsWithoutVarianceAreNoEvidence() {
    Counts none = new Counts(500, 0);
    Results results = Looks.look(design, Designs.counts(none, none, none, none));
    Comparison green = Looks.comparison(results, "Green");
    assertEquals(0, green.difference().orElseThrow());
    assertEquals(1, green.evidence().p());
    assertTrue(green.interval().isEmpty());
    assertTrue(green.fixedHorizonPValue().isEmpty());
    assertTrue(green.lift().isEmpty(), "nothing is a multiple of control's zero");
    assertEquals(Verdict.State.COLLECTING, results.verdict().state());
  }

  @Test
  void noneAgainstAllIsDecided() {
    Design two = Designs.of(5000, .5, .5);
    GroupCounts counts = Designs.counts(new Counts(500, 0), new Counts(500, 500));
    Comparison green = Looks.comparison(Looks.look(two, counts), "Green");
    assertEquals(Standing.BEATS, green.standing());
    assertEquals(1, green.interval().orElseThrow().high());
    assertTrue(green.liftInterval().isEmpty());
    assertEquals(1, green.chanceToBeat().orElseThrow(), 1e-9);
  }

  @Test
  void aGroupOutsideTheDesignStaysVisibleAndEntersNoComparison() {
    Map<String, Counts> counts = new LinkedHashMap<>();
    counts.put("Purple", new Counts(900, 500));
    counts.putAll(Designs.workedExample().byGroup());
    Results with = Looks.look(design, new GroupCounts(counts));
    Results without = Looks.look(design, Designs.workedExample());
    GroupResult purple = with.groups().get(4);
    assertEquals("Purple", purple.group());
    assertEquals(new Counts(900, 500), purple.counts());
    assertTrue(purple.interval().isPresent());
    assertTrue(purple.share().isEmpty());
    assertTrue(purple.comparison().isEmpty());
    assertEquals(without.groups(), with.groups().subList(0, 4));
    assertEquals(without.sampleRatio(), with.sampleRatio());
    assertEquals(without.verdict(), with.verdict());
    assertEquals(new Counts(4900, 1068), new GroupCounts(counts).total());
  }

  @Test
  void twoGroupsNeedNoAdjustment() {
    Results results =
        Looks.look(Designs.of(5000, .5, .5), Designs.counts(BLUE, new Counts(1000, 180)));
    Comparison green = Looks.comparison(results, "Green");
    assertEquals(0.009529, green.evidence().p(), 5e-7);
    assertEquals(green.evidence().p(), green.evidence().adjusted());
    assertEquals(
        new MixtureSequence(BLUE, new Counts(1000, 180), 5000).interval(0.05),
        green.interval().orElseThrow());
  }

  @Test
  void oneGroupAloneIsDescribed() {
    Results results = Looks.look(Designs.of(5000, 1), Designs.counts(new Counts(10, 2)));
    assertEquals(0.2, results.groups().get(0).counts().rate().orElseThrow());
    assertTrue(results.groups().get(0).comparison().isEmpty());
    assertTrue(results.open().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void neverNotANumber(Counts control, Counts treatment) {
    Results results = Looks.look(Designs.of(1, .5, .5), Designs.counts(control, treatment));
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
