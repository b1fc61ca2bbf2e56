package dev.buttoncolor.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.results.Comparison.Standing;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promise of the whole: look as often as you like, and do not be fooled. */
class PeekingTest {

  private static final Map<String, Double> ALL_ALIKE =
      Map.of("Blue", 0.10, "Green", 0.10, "Red", 0.10, "Orange", 0.10);

  private final Design design = Plans.fourColors();

  /** The smaller of the sizes makes the first looks at five visitors a group. */
  @ParameterizedTest
  @ValueSource(ints = {20, 200})
  void atMostOneInTwentyRunsWithoutADifferenceEverShowsOne(int visitorsPerLook) {
    long falseWinners = falseWinners(design, 100, visitorsPerLook);
    assertTrue(falseWinners <= 20, () -> falseWinners + " false winners in 400 runs");
  }

  /** Fails without the rule that small groups do not count yet: a false winner in 39 % of runs. */
  @Test
  void aSmallControlDoesNotMakeFalseWinners() {
    Design uneven =
        new Design("Blue", List.of(new Arm("Blue", 0.05), new Arm("Green", 0.95)), 5000);
    long falseWinners = falseWinners(uneven, 500, 20);
    assertTrue(falseWinners <= 20, () -> falseWinners + " false winners in 400 runs");
  }

  @Test
  void aRealWinnerIsFound() {
    Map<String, Double> orangeIsBetter =
        Map.of("Blue", 0.10, "Green", 0.10, "Red", 0.10, "Orange", 0.15);
    Analysis analysis = SimulatedVisitors.with(design, orangeIsBetter, 7).watch(100, 100);
    assertEquals(Verdict.State.DECIDED, analysis.verdict().state());
    assertEquals(Standing.BEATS, Plans.comparison(analysis, "Orange").standing());
    assertEquals(Standing.OPEN, Plans.comparison(analysis, "Green").standing());
    assertTrue(
        analysis.verdict().text().startsWith("Orange beats Blue: "), analysis.verdict()::text);
  }

  @Test
  void lostVisitorsOfOneGroupRaiseTheAlarmAndOnlyThey() {
    SimulatedVisitors fair = SimulatedVisitors.with(design, ALL_ALIKE, 11);
    SimulatedVisitors lossy = fair.losing("Orange", 0.3, 11);
    assertFalse(fair.watch(100, 50).sampleRatio().alarm());

    Analysis analysis = lossy.watch(100, 50);
    assertTrue(analysis.sampleRatio().alarm());
    assertEquals(Verdict.State.INVALID, analysis.verdict().state());
    assertTrue(analysis.verdict().text().contains("Orange has "), analysis.verdict()::text);
  }

  private static long falseWinners(Design design, int looks, int visitorsPerLook) {
    return LongStream.range(0, 400)
        .mapToObj(seed -> SimulatedVisitors.with(design, ALL_ALIKE, seed))
        .map(visitors -> visitors.watch(looks, visitorsPerLook))
        // Smallest p-values only fall, so the last look tells of all before it.
        .filter(PeekingTest::showsADifference)
        .count();
  }

  private static boolean showsADifference(Analysis analysis) {
    return analysis.groups().stream()
        .flatMap(group -> group.comparison().stream())
        .anyMatch(comparison -> comparison.standing() != Standing.OPEN);
  }
}
