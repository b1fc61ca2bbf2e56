package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.SeriesPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The counts over time, up to their last change: a chart that went on through hours without a
 * visitor would leave no room for those with some.
 */
final class Series {

  /** More would not be seen: the widest chart has some hundred pixels. */
  private static final int MOST_POINTS = 160;

  /** What a person reads. */
  private static final int MOST_ROWS = 20;

  private final Results results;
  private final List<SeriesPoint> all;
  private final List<SeriesPoint> drawn;

  Series(Results results) {
    this.results = results;
    all = new ArrayList<>(results.series());
    if (all.size() == 1 && all.get(0).time().isBefore(results.asOf())) {
      // A single point goes on until now, since a line takes two.
      all.add(new SeriesPoint(results.asOf(), all.get(0).groups()));
    }
    drawn = thinned(MOST_POINTS, all);
  }

  /** At most that many, 2 or more, evenly spaced, the first and the last among them. */
  static <T> List<T> thinned(int most, List<T> all) {
    return all.size() <= most
        ? List.copyOf(all)
        : IntStream.range(0, most)
            .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
            .toList();
  }

  /** Whether there are two points in time, between which a line can be drawn. */
  boolean isCharted() {
    return all.size() > 1;
  }

  /** The lines of the table behind the charts. */
  List<SeriesPoint> rows() {
    return thinned(MOST_ROWS, all);
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

  String times() {
    return drawn.stream()
        .map(point -> Double.toString(point.time().toEpochMilli() / 1000.0))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Each group's rate over time; the groups in their order. */
  String rates() {
    return json(results.groups().stream().map(group -> rates(group.group())).toList());
  }

  private List<OptionalDouble> rates(String group) {
    return drawn.stream().map(point -> point.counts(group).rate()).toList();
  }

  /**
   * A treatment's difference to control over time, then the low and the high end of its confidence
   * sequence; nothing before the minimum sample.
   */
  String difference(String group) {
    OptionalDouble[][] columns = new OptionalDouble[3][drawn.size()];
    for (OptionalDouble[] column : columns) {
      Arrays.fill(column, OptionalDouble.empty());
    }
    for (int i = 0; i < drawn.size(); i++) {
      Counts control = drawn.get(i).counts(results.control());
      Counts treatment = drawn.get(i).counts(group);
      if (MinimumSample.isReached(control, treatment)) {
        MixtureSequence sequence =
            new MixtureSequence(control, treatment, results.plannedVisitors());
        Interval interval = sequence.interval(results.level());
        columns[0][i] = OptionalDouble.of(sequence.difference());
        columns[1][i] = OptionalDouble.of(interval.low());
        columns[2][i] = OptionalDouble.of(interval.high());
      }
    }
    return json(Arrays.stream(columns).map(Arrays::asList).toList());
  }

  private static String json(List<List<OptionalDouble>> columns) {
    return columns.stream().map(Series::column).collect(Collectors.joining(",", "[", "]"));
  }

  private static String column(List<OptionalDouble> values) {
    return values.stream()
        .map(
            value ->
                value.isEmpty() ? "null" : "" + Math.round(10_000 * value.getAsDouble()) / 100.0)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
