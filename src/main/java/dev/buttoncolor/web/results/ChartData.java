package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Arm;
import dev.buttoncolor.results.ConfidenceSequence;
import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.Interval;
import dev.buttoncolor.web.results.ResultsDocument.Group;
import dev.buttoncolor.web.results.ResultsDocument.Point;
import dev.buttoncolor.web.results.ResultsDocument.PointGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the charts draw, as JSON arrays of one length: the times in seconds, then for each group the
 * value, its low and its high end, in percent or percentage points; null where unknown.
 */
final class ChartData {

  /** More than a chart is wide in pixels would draw nothing more. */
  private static final int MOST_POINTS = 250;

  private final ResultsDocument document;
  private final List<Point> points;

  ChartData(ResultsDocument document) {
    this.document = document;
    this.points = Thinned.to(MOST_POINTS, Looks.of(document));
  }

  /** Each group's rate over time, with its Wilson interval; the groups in their order. */
  String rates() {
    List<List<Double>> columns = new ArrayList<>();
    for (Group group : document.groups()) {
      List<Double> rate = new ArrayList<>();
      List<Double> low = new ArrayList<>();
      List<Double> high = new ArrayList<>();
      for (Point point : points) {
        Optional<PointGroup> at = Looks.at(point, group.group());
        rate.add(at.map(Looks::counts).map(Counts::rate).map(ChartData::orNull).orElse(null));
        low.add(at.map(PointGroup::low).orElse(null));
        high.add(at.map(PointGroup::high).orElse(null));
      }
      columns.addAll(List.of(rate, low, high));
    }
    return json(columns);
  }

  /** Each other group's difference to control over time, with its confidence sequence. */
  String differences() {
    List<Group> compared =
        document.groups().stream().filter(group -> group.comparison() != null).toList();
    if (compared.isEmpty()) {
      return json(List.of());
    }
    double level = design().intervalLevel();
    List<List<Double>> columns = new ArrayList<>();
    for (Group group : compared) {
      List<Double> difference = new ArrayList<>();
      List<Double> low = new ArrayList<>();
      List<Double> high = new ArrayList<>();
      for (Point point : points) {
        ConfidenceSequence sequence =
            ConfidenceSequence.of(
                Looks.countsAt(point, document.control()),
                Looks.countsAt(point, group.group()),
                document.plannedVisitors());
        Optional<Interval> interval = sequence.interval(level);
        difference.add(orNull(sequence.difference()));
        low.add(interval.map(Interval::low).orElse(null));
        high.add(interval.map(Interval::high).orElse(null));
      }
      columns.addAll(List.of(difference, low, high));
    }
    return json(columns);
  }

  /** The plan, of which the level of the intervals is a part. */
  private Design design() {
    return new Design(
        document.control(),
        document.groups().stream()
            .filter(group -> group.share() != null)
            .map(group -> new Arm(group.group(), group.share()))
            .toList(),
        document.plannedVisitors());
  }

  private String json(List<List<Double>> columns) {
    StringBuilder json = new StringBuilder("[[");
    String comma = "";
    for (Point point : points) {
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

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
