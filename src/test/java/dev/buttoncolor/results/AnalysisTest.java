package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corners: too little, too much, and what the plan does not know. */
class AnalysisTest {

  private final Design design = Plans.fourColors();

  @Test
  void withoutVisitorsEverythingIsUnknownAndNothingIsClaimed() {
    Analysis analysis = Analysis.of(design, Tally.EMPTY, SmallestP.NONE);
    GroupResult green = Plans.result(analysis, "Green");
    assertTrue(green.counts().rate().isEmpty());
    assertTrue(green.interval().isEmpty());
    assertEquals(
        new Comparison(
            0,
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            1,
            1,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Comparison.Standing.OPEN),
        green.comparison().orElseThrow());
    assertEquals(new SampleRatio(1, OptionalDouble.empty(), false), analysis.sampleRatio());
  }

  @Test
  void anEmptyGroupDoesNotDisturbTheOthers() {
    Tally tally = Plans.tally(new Counts(10, 2), new Counts(10, 3), Counts.NONE, new Counts(10, 1));
    Analysis analysis = Analysis.of(design, tally, SmallestP.NONE);
    assertTrue(Plans.comparison(analysis, "Red").difference().isEmpty());
    assertEquals(0.1, Plans.comparison(analysis, "Green").difference().orElseThrow(), 1e-12);
  }

  @Test
  void countsWithoutVarianceAreNoEvidence() {
    Counts nobody = new Counts(500, 0);
    Counts everybody = new Counts(500, 500);
    Analysis analysis =
        Analysis.of(design, Plans.tally(nobody, everybody, nobody, everybody), SmallestP.NONE);
    Comparison green = Plans.comparison(analysis, "Green");
    assertEquals(1, green.difference().orElseThrow());
    assertEquals(1, green.pValue());
    assertTrue(green.interval().isEmpty());
    assertTrue(green.fixedHorizonPValue().isEmpty());
    assertTrue(green.lift().isEmpty(), "nothing is a multiple of control's zero");
    assertEquals(1, green.chanceToBeat().orElseThrow(), 1e-9);
    assertEquals(Verdict.State.COLLECTING, analysis.verdict().state());
  }

  @Test
  void allConverted() {
    Counts everybody = new Counts(500, 500);
    Analysis analysis =
        Analysis.of(
            design, Plans.tally(everybody, everybody, everybody, everybody), SmallestP.NONE);
    Comparison green = Plans.comparison(analysis, "Green");
    assertEquals(0, green.difference().orElseThrow());
    assertEquals(0, green.lift().orElseThrow());
    assertEquals(0.5, green.chanceToBeat().orElseThrow(), 1e-7);
  }

  @Test
  void aGroupOutsideThePlanStaysVisibleAndEntersNoComparison() {
    Map<String, Counts> counts = new LinkedHashMap<>();
    counts.put("Purple", new Counts(900, 500));
    counts.putAll(Plans.workedExample().byGroup());
    Tally tally = new Tally(counts);
    Analysis with = Analysis.of(design, tally, SmallestP.NONE);
    Analysis without = Analysis.of(design, Plans.workedExample(), SmallestP.NONE);
    GroupResult purple = with.groups().get(4);
    assertEquals("Purple", purple.group());
    assertEquals(new Counts(900, 500), purple.counts());
    assertTrue(purple.share().isEmpty());
    assertTrue(purple.comparison().isEmpty());
    assertEquals(without.groups(), with.groups().subList(0, 4));
    assertEquals(without.sampleRatio(), with.sampleRatio());
    assertEquals(without.verdict(), with.verdict());
    assertEquals(4900, tally.visitors());
  }

  @Test
  void twoGroupsNeedNoCorrection() {
    Design two = new Design("Blue", List.of(new Arm("Blue", 0.5), new Arm("Orange", 0.5)), 5000);
    Analysis analysis = Analysis.of(two, Plans.workedExample(), SmallestP.NONE);
    Comparison orange = Plans.comparison(analysis, "Orange");
    assertEquals(0.009173, orange.pValue(), 5e-7);
    assertEquals(orange.pValue(), orange.adjustedPValue());
    assertEquals(0.010294, orange.interval().orElseThrow().low(), 5e-7);
  }

  @Test
  void oneGroupAloneIsDescribed() {
    Design alone = new Design("Blue", List.of(new Arm("Blue", 1)), 5000);
    Analysis analysis =
        Analysis.of(alone, new Tally(Map.of("Blue", new Counts(10, 2))), SmallestP.NONE);
    assertEquals(0.2, analysis.groups().get(0).counts().rate().orElseThrow());
    assertTrue(analysis.groups().get(0).comparison().isEmpty());
  }

  @Test
  void aDifferenceNeverLeavesTheRangeOfRates() {
    Interval interval =
        ConfidenceSequence.of(new Counts(3, 1), new Counts(3, 2), 5000)
            .interval(0.05)
            .orElseThrow();
    assertEquals(new Interval(-1, 1), interval);
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void neverNotANumber(Counts control, Counts treatment) {
    Design two = new Design("Blue", List.of(new Arm("Blue", 0.5), new Arm("Green", 0.5)), 1);
    Tally tally = new Tally(Map.of("Blue", control, "Green", treatment));
    Analysis analysis = Analysis.of(two, tally, SmallestP.NONE);
    // The words of the records show every number they hold.
    assertFalse(analysis.toString().matches("(?s).*(NaN|Infinity).*"), analysis::toString);
  }

  static Stream<Counts[]> extremes() {
    List<Counts> some =
        List.of(
            Counts.NONE,
            new Counts(1, 0),
            new Counts(1, 1),
            new Counts(100, 99),
            new Counts(2_000_000_000L, 1),
            new Counts(2_000_000_000L, 1_999_999_000L));
    return some.stream().flatMap(a -> some.stream().map(b -> new Counts[] {a, b}));
  }
}
