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
import dev.buttoncolor.store.runs.TimeBucket;
import dev.buttoncolor.web.results.Chart.Look;
import dev.buttoncolor.web.results.Chart.Point;
import dev.buttoncolor.web.results.Chart.Strip;
import dev.buttoncolor.web.results.Chart.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The charts as the server draws them. */
class ChartTest {

  private static final RecordedRun RUN =
      run(
          Runs.counts(Counts.EMPTY, "Green", new Counts(10, 1)),
          Runs.counts(new Counts(99, 10), "Green", new Counts(98, 20)),
          Runs.counts(new Counts(500, 50), "Green", new Counts(500, 90)),
          Runs.counts(new Counts(1000, 100), "Green", new Counts(1500, 270)));

  private static final Axis WHOLE = new Axis(0, 1, 0.5, false);

  private final Series series = series(RUN);

  private static RecordedRun run(GroupCounts... readings) {
    return Runs.of("Green", Mode.EMBEDDED, List.of(readings));
  }

  private static Series series(RecordedRun run) {
    return new Series(run, Runs.results(run));
  }

  private static Look look(int minutes, long visitors) {
    return new Look(Runs.START.plus(Duration.ofMinutes(minutes)), visitors);
  }

  private static Point point(long visitors, double value) {
    return band(visitors, value, value, value);
  }

  private static Point band(long visitors, double low, double value, double high) {
    return new Point(look(0, visitors), low, value, high, "");
  }

  @Test
  void linesBeginAtTheMinimumSampleAndEndWithTheTablesFigures() {
    Results results = Runs.results(RUN);
    Comparison green = results.group("Green").comparison().orElseThrow();
    List<Point> band = series.differences().get(0).points();
    assertEquals(1000, band.get(0).at().visitors());
    assertEquals(
        new Point(
            look(3, 2500),
            green.low().getAsDouble(),
            green.difference().getAsDouble(),
            green.high().getAsDouble(),
            "%s points (%s)".formatted(Figures.points(green), "+2.9 to +12.9")),
        Chart.last(band));
    assertEquals(
        List.of("10.0%", "10.0%"),
        series.rates().get(0).points().stream().map(Point::told).toList());
    assertEquals(0.6, Chart.last(series.parts().get(1).points()).value(), "of the visitors");
    Series early = series(Runs.of(new Counts(99, 10), new Counts(98, 20)));
    assertEquals(List.of(), early.rates());
    assertEquals(List.of(), early.differences());
    assertEquals(2, early.parts().size(), "they show an early alarm");
  }

  @Test
  void plannedLookAndDecisionAreMarked() {
    assertEquals(Optional.of(look(3, 2500)), series.differences().get(0).decided());
    assertEquals(Optional.empty(), series.differences().get(0).planned());
    Counts half = new Counts(2500, 250);
    Counts more = new Counts(4000, 400);
    Series planned =
        series(run(Runs.counts(half, "Green", half), Runs.counts(more, "Green", more)));
    assertEquals(Optional.of(look(0, 5000)), planned.differences().get(0).planned());
    assertEquals(Optional.empty(), planned.differences().get(0).decided());
  }

  @Test
  void longRunIsThinnedAndKeepsItsEnds() {
    GroupCounts[] readings =
        IntStream.range(100, 2000)
            .mapToObj(i -> Runs.counts(new Counts(i, i / 2), "Green", new Counts(i, i / 2)))
            .toArray(GroupCounts[]::new);
    Series thinned = series(run(readings));
    List<Point> line = thinned.rates().get(0).points();
    assertEquals(160, line.size());
    assertEquals(200, line.get(0).at().visitors());
    assertEquals(3998, Chart.last(line).at().visitors());
    assertEquals(20, thinned.rows().size());
    assertEquals(40, thinned.chart(thinned.rates()).strips(Series.byName(thinned.rates())).size());
  }

  /** A burst shows, and what has lost its novelty. */
  @Test
  void periodsHaveWhatCameInThem() {
    assertEquals(
        List.of(
            new Series.Period(
                "22 Nov 2026, 16:40:00 UTC", Map.of("Blue", "–", "Green", "10.0% (1 of 10)")),
            new Series.Period(
                "22 Nov 2026, 16:41:00 UTC",
                Map.of("Blue", "10.1% (10 of 99)", "Green", "21.6% (19 of 88)"))),
        series.periods().subList(0, 2));
    RecordedRun days =
        new RecordedRun(
            RUN.run(),
            RUN.design(),
            IntStream.range(0, 4)
                .mapToObj(
                    i ->
                        new TimeBucket(
                            Runs.START.plus(Duration.ofHours(15L * i)),
                            RUN.series().get(i).counts()))
                .toList(),
            RUN.evidence(),
            RUN.exclusions(),
            RUN.readAt());
    assertEquals(
        List.of("22 Nov 2026", "23 Nov 2026", "24 Nov 2026"),
        series(days).periods().stream().map(Series.Period::from).toList());
  }

  @Test
  void stripsTellWhatTheLinesAreThere() {
    Chart chart = new Chart(List.of(look(0, 100), look(0, 300), look(0, 400)), WHOLE);
    Point first = new Point(look(0, 100), 0, 0, 0, "10.0%");
    Point second = new Point(look(0, 400), 0, 0, 0, "12.0%");
    assertEquals(
        List.of(
            new Strip("25.00%", "37.50%", "100 visitors, 22 Nov 2026, 16:40:00 UTC\nBlue 10.0%"),
            new Strip("62.50%", "37.50%", "400 visitors, 22 Nov 2026, 16:40:00 UTC\nBlue 12.0%")),
        chart.strips(Map.of("Blue", List.of(first, second))));
  }

  @Test
  void axisIsVisitorsWithTheTimeBelow() {
    List<Look> looks = List.of(look(0, 300), look(30, 1100), look(90, 2000));
    Chart chart = Chart.of(looks, List.of(List.of(point(2000, 0.1))), false);
    assertEquals(
        List.of(
            new Tick("25.00%", "500", "17:10"),
            new Tick("50.00%", "1,000", "17:10"),
            new Tick("75.00%", "1,500", "18:10"),
            new Tick("100.00%", "2,000", "18:10")),
        chart.visitors());
  }

  @Test
  void differencesHaveASignAndShowZero() {
    List<String> labels =
        series.chart(series.differences()).values().ticks().stream().map(Axis.Tick::label).toList();
    assertTrue(labels.containsAll(List.of("0", "+10")), labels::toString);
    List<String> rates =
        series.chart(series.rates()).values().ticks().stream().map(Axis.Tick::label).toList();
    assertTrue(rates.contains("12%"), rates::toString);
  }

  @Test
  void linesAndBandsAreInASquareOfAThousand() {
    Chart chart = new Chart(List.of(look(0, 100), look(1, 200)), new Axis(0, 0.5, 0.1, false));
    List<Point> points = List.of(band(100, 0.1, 0.2, 0.4), band(200, 0.2, 0.3, 0.5));
    assertEquals("after before", chart.side(100) + " " + chart.side(101));
    assertEquals("500,600 1000,400", chart.line(points));
    assertEquals("500,800 1000,600 1000,0 500,200", chart.band(points));
  }

  /** The early looks, which leave nearly everything open, would leave the later ones no room. */
  @Test
  void firstQuarterOfALineDoesNotStretchTheChart() {
    List<Point> line = List.of(point(1, 0.9), point(2, 0.1), point(3, 0.1), point(4, 0.2));
    Chart chart = Chart.of(List.of(look(0, 4)), List.of(line), false);
    assertEquals(0.2, chart.values().high(), 1e-12);
    assertEquals(0.1, chart.values().low(), 1e-12);
  }

  @Test
  void namesAreMovedApartAndShortened() {
    Chart chart = new Chart(List.of(look(0, 100)), WHOLE);
    assertEquals(
        List.of(
            new Tick("100.00%", "Low", ""),
            new Tick("50.00%", "Middle", ""),
            new Tick("43.50%", "Not so very…", "")),
        chart.names(
            Map.of(
                "Middle", List.of(point(100, 0.5)),
                "Not so very much above", List.of(point(100, 0.51)),
                "Low", List.of(point(100, 0.0)))));
    assertEquals(
        List.of(new Tick("6.50%", "Lower", ""), new Tick("0.00%", "Top", "")),
        chart.names(Map.of("Lower", List.of(point(100, 0.99)), "Top", List.of(point(100, 1.0)))));
  }
}
