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
import dev.buttoncolor.web.results.Chart.Line;
import dev.buttoncolor.web.results.Chart.Look;
import dev.buttoncolor.web.results.Chart.Point;
import dev.buttoncolor.web.results.Chart.Strip;
import dev.buttoncolor.web.results.Chart.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
              Runs.counts(new Counts(1000, 100), "Green", new Counts(1500, 270))));

  private final Series series = series(RUN);

  private static Series series(GroupCounts... readings) {
    return series(Runs.of("Green", Mode.EMBEDDED, List.of(readings)));
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
    return new Point(look(0, visitors), low, value, high, "of " + visitors);
  }

  private static Line line(String group, Point... points) {
    return new Line(group, "none", "none", List.of(points));
  }

  private static Chart chart(List<Look> looks, Line... lines) {
    return new Chart(looks, List.of(lines), List.of(), new Axis(0, 1, 0.5, false));
  }

  @Test
  void linesBeginAtTheMinimumSampleAndEndWithTheTablesFigures() {
    Results results = Runs.results(RUN);
    Comparison green = results.group("Green").comparison().orElseThrow();
    List<Point> band = series.differences.lines().get(0).points();
    assertEquals(1000, band.get(0).at().visitors());
    assertEquals(
        new Point(
            look(3, 2500),
            green.low().getAsDouble(),
            green.difference().getAsDouble(),
            green.high().getAsDouble(),
            "%s points (%s)".formatted(Figures.points(green), "+2.9 to +12.9")),
        series.differences.lines().get(0).last());
    assertEquals(
        List.of("10.0%", "10.0%"),
        series.rates.lines().get(0).points().stream().map(Point::told).toList());
    assertEquals(0.6, series.parts.lines().get(1).last().value(), "of the visitors");
    Series early = series(Runs.of(new Counts(99, 10), new Counts(98, 20)));
    assertEquals(List.of(), early.rates.lines());
    assertEquals(List.of(), early.differences.lines());
    assertEquals(2, early.parts.lines().size(), "they show an early alarm");
  }

  @Test
  void plannedLookAndDecisionAreMarked() {
    assertEquals(Map.of("Green", look(3, 2500)), series.decided);
    assertEquals(Optional.empty(), series.planned("Green"));
    Counts half = new Counts(2500, 250);
    Counts more = new Counts(4000, 400);
    Series planned = series(Runs.counts(half, "Green", half), Runs.counts(more, "Green", more));
    assertEquals(Optional.of(look(0, 5000)), planned.planned("Green"));
    assertEquals(Map.of(), planned.decided);
  }

  @Test
  void longRunIsThinnedAndKeepsItsEnds() {
    GroupCounts[] readings =
        IntStream.range(100, 228)
            .mapToObj(i -> Runs.counts(new Counts(i, i / 2), "Green", new Counts(i, i / 2)))
            .toArray(GroupCounts[]::new);
    Series thinned = series(readings);
    assertEquals(128, thinned.rates.lines().get(0).points().size());
    assertEquals(20, thinned.rows().size());
    assertEquals("22 Nov 2026, 18:47:00 UTC", thinned.rows().get(19).time());
    assertEquals(40, thinned.rates.strips().size());
  }

  /** A burst shows, and what has lost its novelty. */
  @Test
  void periodsHaveWhatCameInThem() {
    assertEquals(
        List.of(
            new Series.Row("22 Nov 2026, 16:40:00 UTC", List.of("–", "10.0% (1 of 10)")),
            new Series.Row(
                "22 Nov 2026, 16:41:00 UTC", List.of("10.1% (10 of 99)", "21.6% (19 of 88)"))),
        series.periods().subList(0, 2));
    List<TimeBucket> days =
        IntStream.range(0, 4)
            .mapToObj(i -> RUN.series().get(i).counts())
            .map(now -> new TimeBucket(Runs.START.plusSeconds(60 * now.total().visitors()), now))
            .toList();
    assertEquals(
        List.of("22 Nov 2026", "23 Nov 2026", "24 Nov 2026"),
        series(
                new RecordedRun(
                    RUN.run(), RUN.design(), days, RUN.evidence(), RUN.exclusions(), RUN.readAt()))
            .periods()
            .stream()
            .map(Series.Row::time)
            .toList());
  }

  @Test
  void stripsTellWhatTheLinesAreThere() {
    Chart chart =
        chart(
            List.of(look(0, 100), look(0, 300), look(0, 400)),
            line("Blue", point(100, 0), point(400, 0)));
    assertEquals(
        List.of(
            new Strip("25.00%", "37.50%", "100 visitors, 22 Nov 2026, 16:40:00 UTC\nBlue of 100"),
            new Strip("62.50%", "37.50%", "400 visitors, 22 Nov 2026, 16:40:00 UTC\nBlue of 400")),
        chart.strips());
  }

  @Test
  void axisIsVisitorsWithTheTimeBelow() {
    List<Look> looks = List.of(look(0, 300), look(30, 1100), look(90, 2000));
    assertEquals(
        List.of(
            new Tick("25.00%", "500", "17:10"),
            new Tick("50.00%", "1,000", "17:10"),
            new Tick("75.00%", "1,500", "18:10"),
            new Tick("100.00%", "2,000", "18:10")),
        chart(looks).visitors());
  }

  @Test
  void linesAndBandsAreInASquareOfAThousand() {
    Chart chart = chart(List.of(look(0, 100), look(1, 200)));
    Line line = line("Blue", band(100, 0.2, 0.4, 0.8), band(200, 0.4, 0.6, 1));
    assertEquals("after before", chart.side(look(0, 100)) + " " + chart.side(look(0, 101)));
    assertEquals("500,600 1000,400", chart.path(line));
    assertEquals("500,800 1000,600 1000,0 500,200", chart.band(line));
  }

  /** The early looks, which leave nearly everything open, would leave the later ones no room. */
  @Test
  void firstQuarterOfALineDoesNotStretchTheChart() {
    Line line = line("Blue", point(1, 0.9), point(2, 0.1), point(3, 0.1), point(4, 0.2));
    Chart chart = Chart.of(List.of(look(0, 4)), List.of(line), List.of(), false);
    assertEquals(0.2, chart.values().high(), 1e-12);
    assertEquals(0.1, chart.values().low(), 1e-12);
  }

  @Test
  void namesAreMovedApartAndShortened() {
    assertEquals(
        List.of(
            new Tick("100.00%", "Low", ""),
            new Tick("50.00%", "Middle", ""),
            new Tick("43.50%", "Not so very…", "")),
        names(
            line("Middle", point(100, 0.5)),
            line("Not so very much above", point(100, 0.51)),
            line("Low", point(100, 0.0))));
    assertEquals(
        List.of(new Tick("6.50%", "Lower", ""), new Tick("0.00%", "Top", "")),
        names(line("Lower", point(100, 0.99)), line("Top", point(100, 1.0))));
  }

  private static List<Tick> names(Line... lines) {
    return chart(List.of(look(0, 100)), lines).names();
  }

  @ParameterizedTest
  @CsvSource({
    "true, -0.03, 0.05, −4 −2 0 +2 +4 +6",
    "true, 0, 0.088, 0 +2 +4 +6 +8 +10",
    "true, -0.19, 0, −20 −15 −10 −5 0",
    "true, -0.0031, 0.004, −0.4 −0.2 0.0 +0.2 +0.4",
    "true, -1, 1, −100 −50 0 +50 +100",
    "true, 0, 0, −100 −50 0 +50 +100",
    "false, 0.102, 0.149, 10% 11% 12% 13% 14% 15%",
    "false, 0.0001, 0.0009, 0.00% 0.02% 0.04% 0.06% 0.08% 0.10%",
    "false, 0.2, 0.2, 0% 50%",
  })
  void endsAreRoundAndHoldEveryValue(boolean signed, double low, double high, String labels) {
    Axis axis = Axis.over(signed, DoubleStream.of(low, high));
    assertEquals(
        labels, axis.ticks().stream().map(Axis.Tick::label).collect(Collectors.joining(" ")));
    assertTrue(0 <= axis.part(low) && axis.part(high) <= 1, axis::toString);
  }

  @ParameterizedTest
  @CsvSource({"0, 41.40%, 32.25%", "-0.01, 32.80%, 40.85%"})
  void barsAreInPercent(double from, String at, String length) {
    Axis axis = Axis.over(true, DoubleStream.of(-0.03, 0.05));
    assertEquals(at, axis.at(from));
    assertEquals(length, axis.length(from, 0.0375));
  }
}
