package dev.buttoncolor.web.results.page;

import dev.buttoncolor.web.results.document.PublishedGroup;
import dev.buttoncolor.web.results.document.ResultsDocument;
import dev.buttoncolor.web.results.document.SeriesPoint;
import dev.buttoncolor.web.results.document.SeriesPoint.GroupPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The counts over time, up to their last change: a chart that went on through hours without a
 * visitor would leave no room for those with some. A single point goes on until now, since a line
 * takes two.
 */
final class TimeSeries {

  private TimeSeries() {}

  static List<SeriesPoint> of(ResultsDocument document) {
    List<SeriesPoint> points = new ArrayList<>(document.series());
    if (points.size() == 1 && points.get(0).isBefore(document.asOf())) {
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
