package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.web.results.Chart.Look;
import dev.buttoncolor.web.results.Chart.Point;
import dev.buttoncolor.web.results.Chart.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The charts as the server draws them. */
class ChartTest {

  private static final RecordedRun RUN =
      Runs.of(
          "Green",
          Mode.EMBEDDED,
          List.of(
              Runs.counts(Counts.EMPTY, "Green", new Counts(10, 1)),
              Runs.counts(new Counts(99, 10), "Green", new Counts(98, 20)),
              Runs.counts(new Counts(500, 50), "Green", new Counts(500, 90)),
              Runs.counts(new Counts(1000, 100), "Green", new Counts(1000, 180))));

  private final Results results = Runs.results(RUN);
  private final Series series = new Series(RUN, results);

  private static Series series(RecordedRun run) {
    return new Series(run, Runs.results(run));
  }

  @Test
  void linesBeginAtTheMinimumSampleAndEndWithTheTablesFigures() {
    Comparison green = results.group("Green").comparison().orElseThrow();
    Series.Band band = series.differences().get(0);
    assertEquals(1000, band.difference().get(0).visitors());
    assertEquals(new Point(2000, green.difference().getAsDouble()), Series.last(band.difference()));
    assertEquals(new Point(2000, green.low().getAsDouble()), Series.last(band.low()));
    assertEquals(new Point(2000, green.high().getAsDouble()), Series.last(band.high()));
    assertEquals(
        List.of(new Point(1000, 0.1), new Point(2000, 0.1)), series.rates().get(0).points());
    assertEquals(Map.of("Blue", 0.1, "Green", 0.18), series.ends());
  }

  @Test
  void plannedLookAndDecisionAreMarked() {
    assertEquals(OptionalLong.of(2000), series.differences().get(0).decidedAt());
    assertEquals(OptionalLong.empty(), series.differences().get(0).plannedAt());
    Counts half = new Counts(2500, 250);
    Counts more = new Counts(4000, 400);
    Series planned =
        series(
            Runs.of(
                "Green",
                Mode.EMBEDDED,
                List.of(Runs.counts(half, "Green", half), Runs.counts(more, "Green", more))));
    assertEquals(OptionalLong.of(5000), planned.differences().get(0).plannedAt());
    assertEquals(OptionalLong.empty(), planned.differences().get(0).decidedAt());
  }

  @Test
  void nothingIsDrawnBefore() {
    Series early = series(Runs.of(new Counts(99, 10), new Counts(98, 20)));
    assertEquals(List.of(), early.rates());
    assertEquals(List.of(), early.differences());
  }

  @Test
  void longRunIsThinnedAndKeepsItsEnds() {
    List<GroupCounts> readings =
        IntStream.range(100, 2000)
            .mapToObj(i -> Runs.counts(new Counts(i, i / 2), "Green", new Counts(i, i / 2)))
            .toList();
    Series thinned = series(Runs.of("Green", Mode.EMBEDDED, readings));
    List<Point> line = thinned.rates().get(0).points();
    assertEquals(160, line.size());
    assertEquals(200, line.get(0).visitors());
    assertEquals(3998, Series.last(line).visitors());
    assertEquals(20, thinned.rows().size());
  }

  @Test
  void axisIsVisitorsWithTheTimeBelow() {
    List<Look> looks = List.of(look(0, 300), look(30, 1100), look(90, 2000));
    Chart chart = Chart.of(looks, List.of(List.of(new Point(2000, 0.1))), false);
    assertEquals(
        List.of(
            new Tick("25.00%", "500", "17:10"),
            new Tick("50.00%", "1,000", "17:10"),
            new Tick("75.00%", "1,500", "18:10"),
            new Tick("100.00%", "2,000", "18:10")),
        chart.visitors());
  }

  private static Look look(int minutes, long visitors) {
    return new Look(Runs.START.plus(Duration.ofMinutes(minutes)), visitors);
  }

  @Test
  void differencesHaveASignAndShowZero() {
    Chart chart = series.differenceChart();
    List<String> labels = chart.values().stream().map(Tick::label).toList();
    assertTrue(labels.contains("0"), labels::toString);
    assertTrue(labels.contains("+10"), labels::toString);
    List<String> rates = series.rateChart().values().stream().map(Tick::label).toList();
    assertTrue(rates.contains("12%"), rates::toString);
  }

  @Test
  void linesAndBandsAreInASquareOfAThousand() {
    Chart chart = new Chart(List.of(look(0, 100), look(1, 200)), 0, 0.5, false);
    List<Point> low = List.of(new Point(100, 0.1), new Point(200, 0.2));
    List<Point> high = List.of(new Point(100, 0.4), new Point(200, 0.5));
    assertEquals("after before", chart.side(100) + " " + chart.side(101));
    assertEquals("500,800 1000,600", chart.line(low));
    assertEquals("500,800 1000,600 1000,0 500,200", chart.band(low, high));
  }

  /** The early looks, which leave nearly everything open, would leave the later ones no room. */
  @Test
  void firstQuarterOfALineDoesNotStretchTheChart() {
    List<Point> line =
        List.of(new Point(1, 0.9), new Point(2, 0.1), new Point(3, 0.1), new Point(4, 0.2));
    Chart chart = Chart.of(List.of(look(0, 4)), List.of(line), false);
    assertEquals(0.206, chart.high(), 1e-12);
    assertEquals(0.094, chart.low(), 1e-12);
  }

  @Test
  void namesAreMovedApartAndShortened() {
    Chart chart = new Chart(List.of(look(0, 100)), 0, 1, false);
    assertEquals(
        List.of(
            new Tick("100.00%", "Low", ""),
            new Tick("50.00%", "Middle", ""),
            new Tick("43.50%", "Not so very…", "")),
        chart.names(Map.of("Middle", 0.5, "Not so very much above", 0.51, "Low", 0.0)));
    assertEquals(
        List.of(new Tick("6.50%", "Lower", ""), new Tick("0.00%", "Top", "")),
        chart.names(Map.of("Lower", 0.99, "Top", 1.0)));
  }
}
