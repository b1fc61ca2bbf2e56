package dev.buttoncolor.web.results;

import dev.buttoncolor.web.results.ResultsDocument.Group;
import dev.buttoncolor.web.results.ResultsDocument.Point;
import java.util.List;

/**
 * One look of the table behind the charts.
 *
 * @param time of the look
 * @param groups what each group stood at, in their order: rate, signups of visitors
 */
record HistoryRow(String time, List<String> groups) {

  private static final int MOST_ROWS = 20;

  /** The looks, thinned to what somebody may read; the last is now. */
  static List<HistoryRow> of(ResultsDocument document) {
    List<String> names = document.groups().stream().map(Group::group).toList();
    return Thinned.to(MOST_ROWS, Looks.of(document)).stream().map(look -> of(look, names)).toList();
  }

  private static HistoryRow of(Point look, List<String> names) {
    return new HistoryRow(
        Figures.time(look.time()),
        names.stream()
            .map(
                name -> {
                  var counts = Looks.countsAt(look, name);
                  return counts.rate().isEmpty()
                      ? Figures.UNKNOWN
                      : Figures.percent(counts.rate().getAsDouble())
                          + " ("
                          + Figures.count(counts.signups())
                          + " of "
                          + Figures.count(counts.visitors())
                          + ")";
                })
            .toList());
  }
}
