package dev.buttoncolor.web.results;

import dev.buttoncolor.web.results.ResultsDocument.Group;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code results.jte} shows: the figures of a {@link ResultsDocument}, put into words. It
 * decides nothing; what may be concluded is the document's.
 *
 * @param document the results
 * @param headline the verdict's first sentence
 * @param detail the rest of the verdict, or nothing
 * @param rows the groups
 * @param exclusions what was not counted, and why
 * @param history the counts over time, as text
 * @param rateSeries what the first chart draws
 * @param differenceSeries what the second chart draws
 */
record ResultsPage(
    ResultsDocument document,
    String headline,
    String detail,
    List<ResultsRow> rows,
    List<ExclusionRow> exclusions,
    List<HistoryRow> history,
    String rateSeries,
    String differenceSeries) {

  static ResultsPage of(ResultsDocument document) {
    List<Group> groups = document.groups();
    String[] sentences = document.verdict().text().split("(?<=[.!?]) (?=\\p{Lu})", 2);
    ChartData charts = new ChartData(document);
    return new ResultsPage(
        document,
        sentences[0],
        sentences.length == 2 ? sentences[1] : "",
        IntStream.range(0, groups.size())
            .mapToObj(i -> ResultsRow.of(groups.get(i), i, document.control()))
            .toList(),
        ExclusionRow.of(document.notCounted()),
        HistoryRow.of(document),
        charts.rates(),
        charts.differences());
  }

  /** Whether there is anything to show yet. */
  boolean isEmpty() {
    return document.visitors() == 0;
  }

  /** Whether there are two looks, between which a line can be drawn. */
  boolean isCharted() {
    return history.size() > 1;
  }

  /** The state of the verdict, in a word or two. */
  String state() {
    return switch (document.verdict().state()) {
      case INVALID -> "Invalid";
      case COLLECTING -> "Collecting";
      case UNDECIDED -> "Undecided";
      case DECIDED -> "Decided";
    };
  }

  /** Whether Statsig has more than this instance saw. */
  boolean live() {
    return document.mode().equalsIgnoreCase("live");
  }

  /** The part of the planned visitors of the comparison that has the fewest. */
  long seen() {
    long control =
        document.groups().stream()
            .filter(group -> group.group().equals(document.control()))
            .mapToLong(Group::visitors)
            .sum();
    return document.groups().stream()
        .filter(group -> group.comparison() != null)
        .mapToLong(group -> control + group.visitors())
        .min()
        .orElse(0);
  }

  /** As {@link #seen()}, but no more than the bar is long. */
  long seenOfPlan() {
    return Math.min(seen(), document.plannedVisitors());
  }

  List<ResultsRow> comparedRows() {
    return rows.stream().filter(ResultsRow::compared).toList();
  }

  /** The arguments of a simulated run that this experiment takes. */
  String simulateArguments() {
    List<Group> groups = document.groups().stream().filter(group -> group.share() != null).toList();
    int last = groups.size() - 1;
    String rates =
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> groups.get(i).group() + "=" + rateToTry(i, last))
            .collect(Collectors.joining(","));
    return "simulate --rates=" + quoted(rates);
  }

  /** Groups as good as control, some a little better, and one that a short run can tell apart. */
  private static String rateToTry(int group, int last) {
    if (group == last && last > 0) {
      return "0.15";
    }
    return group % 2 == 1 ? "0.12" : "0.10";
  }

  /** As one word to a shell, which takes nothing between single quotes for its own. */
  private static String quoted(String word) {
    return word.matches("[\\w=.,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
