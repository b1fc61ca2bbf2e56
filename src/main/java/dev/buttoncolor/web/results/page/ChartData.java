package dev.buttoncolor.web.results.page;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.web.results.document.Nulls;
import dev.buttoncolor.web.results.document.ResultsDocument;
import dev.buttoncolor.web.results.document.SeriesPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the charts draw, as JSON arrays of one length, in percent or percentage points; null where
 * unknown. The times, in seconds, are those of every chart.
 */
final class ChartData {

  /** More would not be seen: the widest chart has some hundred pixels. */
  private static final int MOST_POINTS = 160;

  private final ResultsDocument document;
  private final List<SeriesPoint> points;

  ChartData(ResultsDocument document) {
    this.document = document;
    this.points = Thinned.to(MOST_POINTS, TimeSeries.of(document));
  }

  String times() {
    return points.stream()
        .map(point -> Double.toString(Instant.parse(point.time()).toEpochMilli() / 1000.0))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Each group's rate over time; the groups in their order. */
  String rates() {
    return json(document.groups().stream().map(group -> rates(group.group())).toList());
  }

  private List<Double> rates(String group) {
    return points.stream()
        .map(point -> point.of(group).map(at -> Nulls.of(at.counts().rate())).orElse(null))
        .toList();
  }

  /**
   * A treatment's difference to control over time, then the low and the high end of its confidence
   * sequence; nothing before the minimum sample.
   */
  String difference(String group) {
    List<Double> difference = new ArrayList<>();
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    for (SeriesPoint point : points) {
      Optional<MixtureSequence> sequence = sequence(point, group);
      Optional<Interval> interval = sequence.map(known -> known.interval(document.level()));
      difference.add(sequence.map(MixtureSequence::difference).orElse(null));
      low.add(Nulls.low(interval));
      high.add(Nulls.high(interval));
    }
    return json(List.of(difference, low, high));
  }

  private Optional<MixtureSequence> sequence(SeriesPoint point, String group) {
    Counts control = point.counts(document.control());
    Counts treatment = point.counts(group);
    return MinimumSample.isReached(control, treatment)
        ? Optional.of(new MixtureSequence(control, treatment, document.plannedVisitors()))
        : Optional.empty();
  }

  private static String json(List<List<Double>> columns) {
    return columns.stream().map(ChartData::column).collect(Collectors.joining(",", "[", "]"));
  }

  private static String column(List<Double> values) {
    return values.stream()
        .map(value -> value == null ? "null" : "" + Math.round(10_000 * value) / 100.0)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
