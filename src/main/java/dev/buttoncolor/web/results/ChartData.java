package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the charts draw, as JSON arrays of one length: the times in seconds, then for each group the
 * value, its low and its high end, in percent or percentage points; null where unknown.
 */
final class ChartData {

  /** More than a chart is wide in pixels would draw nothing more. */
  private static final int MOST_POINTS = 250;

  private final ResultsDocument document;
  private final List<SeriesPoint> points;

  ChartData(ResultsDocument document) {
    this.document = document;
    this.points = Thinned.to(MOST_POINTS, TimeSeries.of(document));
  }

  /** Each group's rate over time, with its Wilson interval; the groups in their order. */
  String rates() {
    List<List<Double>> columns = new ArrayList<>();
    for (PublishedGroup group : document.groups()) {
      List<Double> rate = new ArrayList<>();
      List<Double> low = new ArrayList<>();
      List<Double> high = new ArrayList<>();
      for (SeriesPoint point : points) {
        Optional<SeriesPoint.GroupPoint> at = point.of(group.group());
        rate.add(at.map(known -> Nulls.of(known.counts().rate())).orElse(null));
        low.add(at.map(SeriesPoint.GroupPoint::low).orElse(null));
        high.add(at.map(SeriesPoint.GroupPoint::high).orElse(null));
      }
      columns.addAll(List.of(rate, low, high));
    }
    return json(columns);
  }

  /**
   * Each treatment's difference to control over time, with its confidence sequence; nothing before
   * the minimum sample.
   */
  String differences() {
    List<PublishedGroup> compared =
        document.groups().stream().filter(group -> group.comparison() != null).toList();
    if (compared.isEmpty()) {
      return json(List.of());
    }
    List<List<Double>> columns = new ArrayList<>();
    for (PublishedGroup group : compared) {
      List<Double> difference = new ArrayList<>();
      List<Double> low = new ArrayList<>();
      List<Double> high = new ArrayList<>();
      for (SeriesPoint point : points) {
        Optional<MixtureSequence> sequence = sequence(point, group.group());
        Optional<Interval> interval = sequence.map(known -> known.interval(document.level()));
        difference.add(sequence.map(MixtureSequence::difference).orElse(null));
        low.add(Nulls.low(interval));
        high.add(Nulls.high(interval));
      }
      columns.addAll(List.of(difference, low, high));
    }
    return json(columns);
  }

  private Optional<MixtureSequence> sequence(SeriesPoint point, String group) {
    Counts control = point.counts(document.control());
    Counts treatment = point.counts(group);
    return MinimumSample.isReached(control, treatment)
        ? Optional.of(new MixtureSequence(control, treatment, document.plannedVisitors()))
        : Optional.empty();
  }

  private String json(List<List<Double>> columns) {
    StringBuilder json = new StringBuilder("[[");
    String comma = "";
    for (SeriesPoint point : points) {
      json.append(comma).append(Instant.parse(point.time()).toEpochMilli() / 1000.0);
      comma = ",";
    }
    for (List<Double> column : columns) {
      json.append("],[");
      comma = "";
      for (Double value : column) {
        json.append(comma);
        json.append(value == null ? "null" : Math.round(10_000 * value) / 100.0);
        comma = ",";
      }
    }
    return json.append("]]").toString();
  }
}
