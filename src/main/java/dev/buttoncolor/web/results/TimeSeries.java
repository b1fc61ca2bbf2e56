package dev.buttoncolor.web.results;

import dev.buttoncolor.web.results.SeriesPoint.GroupPoint;
import java.util.ArrayList;
import java.util.List;

/** The counts over time, this very look included, so that charts end where the table stands. */
final class TimeSeries {

  private TimeSeries() {}

  static List<SeriesPoint> of(ResultsDocument document) {
    List<SeriesPoint> points = new ArrayList<>(document.series());
    if (document.visitors() > 0
        && (points.isEmpty() || points.get(points.size() - 1).isBefore(document.asOf()))) {
      points.add(
          new SeriesPoint(
              document.asOf(), document.groups().stream().map(TimeSeries::point).toList()));
    }
    return points;
  }

  private static GroupPoint point(PublishedGroup group) {
    return new GroupPoint(
        group.group(),
        group.visitors(),
        group.signups(),
        group.interval() == null ? null : group.interval().get(0),
        group.interval() == null ? null : group.interval().get(1));
  }
}
