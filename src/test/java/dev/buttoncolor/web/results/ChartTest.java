package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.RecordedRun.TimeBucket;
import dev.buttoncolor.web.results.Chart.Line;
import dev.buttoncolor.web.results.Chart.Look;
import dev.buttoncolor.web.results.Chart.Point;
import dev.buttoncolor.web.results.Chart.Tick;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The charts as the server draws them. */
class ChartTest {

  private static Series series(List<TimeBucket> buckets) {
    RecordedRun run = Runs.of(Counts.EMPTY, Counts.EMPTY);
    RecordedRun recorded =
        new RecordedRun(
            run.run(), run.design(), buckets, run.evidence(), run.exclusions(), run.readAt());
    return new Series(recorded, Runs.results(recorded));
  }

  private static TimeBucket bucket(Duration after, int visitors) {
    Counts counts = new Counts(visitors, visitors / 2);
    return new TimeBucket(Runs.START.plus(after), Designs.counts(counts, counts));
  }

  private static Series.Row row(String time, String ofEach) {
    return new Series.Row(time, List.of(ofEach, ofEach));
  }

  private static Look look(long visitors) {
    return new Look(Runs.START, visitors);
  }

  private static Line line(String group, Point... points) {
    return new Line(group, "none", "none", List.of(points));
  }

  private static Point point(long visitors, double value) {
    return new Point(look(visitors), value, value, value, "");
  }

  @Test
  void longRunIsThinnedAndKeepsItsEnds() {
    Series thinned =
        series(
            IntStream.range(0, 128).mapToObj(i -> bucket(Duration.ofMinutes(i), 100 + i)).toList());
    assertEquals(128, thinned.rates.lines().get(0).points().size());
    assertEquals(40, thinned.rates.strips().size());
  }

  @Test
  void periodsOfALongRunAreDays() {
    assertEquals(
        List.of(
            row("22 Nov 2026", "50.0% (10 of 20); 50.0% so far"),
            row("23 Nov 2026", "–; 50.0% so far"),
            row("24 Nov 2026", "50.0% (5 of 10); 50.0% so far")),
        series(
                List.of(
                    bucket(Duration.ZERO, 10),
                    bucket(Duration.ofHours(6), 20),
                    bucket(Duration.ofHours(20), 20),
                    bucket(Duration.ofHours(40), 30)))
            .periods());
  }

  /** The early looks, which leave nearly everything open, would leave the later ones no room. */
  @Test
  void firstQuarterOfALineDoesNotStretchTheChart() {
    Line line = line("Blue", point(1, 0.9), point(2, 0.1), point(3, 0.1), point(4, 0.2));
    Chart chart = Chart.of(List.of(look(4)), List.of(line), List.of(), false);
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
    return new Chart(List.of(look(100)), List.of(lines), List.of(), new Axis(0, 1, 0.5, false))
        .names();
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
}
