package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.SeriesPoint;
import dev.buttoncolor.web.results.Chart.Look;
import dev.buttoncolor.web.results.Chart.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The counts over time as two charts and a table: the rate of each group, and each treatment's
 * difference to control. Lines begin where a comparison has its minimum sample.
 */
final class Series {

  /** More would not be seen: the widest chart has some hundred pixels. */
  private static final int MOST_LOOKS = 160;

  /** What a person reads. */
  private static final int MOST_ROWS = 20;

  /** A group's rate. */
  record Line(GroupResult group, List<Point> points) {}

  /** A treatment's difference to control between the ends of its confidence sequence. */
  record Band(GroupResult group, List<Point> difference, List<Point> low, List<Point> high) {

    private Band(GroupResult group) {
      this(group, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private void add(long visitors, double d, Interval interval) {
      difference.add(new Point(visitors, d));
      low.add(new Point(visitors, interval.low()));
      high.add(new Point(visitors, interval.high()));
    }
  }

  private final Results results;
  private final List<SeriesPoint> drawn;
  private final List<Line> rates;
  private final List<Band> differences;

  Series(Results results) {
    this.results = results;
    drawn = thinned(MOST_LOOKS, results.series());
    rates =
        results.groups().stream()
            .filter(group -> group.share().isPresent())
            .map(this::rate)
            .filter(line -> !line.points().isEmpty())
            .toList();
    differences =
        results.compared().stream()
            .map(this::difference)
            .filter(band -> !band.difference().isEmpty())
            .toList();
  }

  /** At most that many, 2 or more, evenly spaced, the first and the last among them. */
  static <T> List<T> thinned(int most, List<T> all) {
    return all.size() <= most
        ? List.copyOf(all)
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
            .toList();
  }

  private Line rate(GroupResult group) {
    List<Point> points = new ArrayList<>();
    for (SeriesPoint at : drawn) {
      if (begins(at, group.group())) {
        points.add(new Point(at.visitors(), at.counts(group.group()).rate().getAsDouble()));
      }
    }
    return new Line(group, points);
  }

  /** Whether some comparison of the group has its minimum sample. */
  private boolean begins(SeriesPoint at, String group) {
    return group.equals(results.control())
        ? results.compared().stream().anyMatch(other -> isReached(at, other.group()))
        : isReached(at, group);
  }

  private boolean isReached(SeriesPoint at, String treatment) {
    return MinimumSample.isReached(at.counts(results.control()), at.counts(treatment));
  }

  private Band difference(GroupResult group) {
    Band band = new Band(group);
    for (SeriesPoint at : drawn) {
      if (isReached(at, group.group())) {
        MixtureSequence sequence =
            new MixtureSequence(
                at.counts(results.control()), at.counts(group.group()), results.plannedVisitors());
        band.add(at.visitors(), sequence.difference(), sequence.interval(results.level()));
      }
    }
    return band;
  }

  List<Line> rates() {
    return rates;
  }

  List<Band> differences() {
    return differences;
  }

  Chart rateChart() {
    return Chart.of(looks(), rates.stream().map(Line::points).toList(), false);
  }

  /** One scale for all differences, so that they can be compared. */
  Chart differenceChart() {
    return Chart.of(
        looks(),
        differences.stream()
            .flatMap(band -> Stream.of(band.difference(), band.low(), band.high()))
            .toList(),
        true);
  }

  private List<Look> looks() {
    return results.series().stream().map(at -> new Look(at.time(), at.visitors())).toList();
  }

  /** The last rate of each group that has a line. */
  Map<String, Double> ends() {
    Map<String, Double> ends = new LinkedHashMap<>();
    rates.forEach(line -> ends.put(line.group().group(), last(line.points()).value()));
    return ends;
  }

  static Point last(List<Point> points) {
    return points.get(points.size() - 1);
  }

  /** The lines of the table behind the charts. */
  List<SeriesPoint> rows() {
    return thinned(MOST_ROWS, results.series());
  }

  /** What a group stood at: its rate, and signups of visitors. */
  static String figures(Counts counts) {
    return counts.visitors() == 0
        ? Figures.UNKNOWN
        : "%s (%s of %s)"
            .formatted(
                Figures.percent(counts.rate()),
                Figures.count(counts.signups()),
                Figures.count(counts.visitors()));
  }
}
