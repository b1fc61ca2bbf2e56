package dev.buttoncolor.web.results.page;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.web.results.document.PublishedGroup;
import dev.buttoncolor.web.results.document.ResultsDocument;
import dev.buttoncolor.web.results.document.SeriesPoint;
import java.util.List;

/**
 * One line of the table behind the charts.
 *
 * @param time of the look
 * @param groups what each group stood at, in their order: rate, signups of visitors
 */
record SeriesRow(String time, List<String> groups) {

  private static final int MOST_ROWS = 20;

  /** The time series, thinned to what a person reads. */
  static List<SeriesRow> of(ResultsDocument document) {
    List<String> names = document.groups().stream().map(PublishedGroup::group).toList();
    return Thinned.to(MOST_ROWS, TimeSeries.of(document)).stream()
        .map(point -> of(point, names))
        .toList();
  }

  private static SeriesRow of(SeriesPoint point, List<String> names) {
    return new SeriesRow(
        Figures.time(point.time()),
        names.stream().map(name -> figures(point.counts(name))).toList());
  }

  private static String figures(Counts counts) {
    return counts.rate().isEmpty()
        ? Figures.UNKNOWN
        : "%s (%s of %s)"
            .formatted(
                Figures.percent(counts.rate().getAsDouble()),
                Figures.count(counts.signups()),
                Figures.count(counts.visitors()));
  }
}
