package dev.buttoncolor.web.results.page;

import dev.buttoncolor.analysis.verdict.Verdict.State;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.web.results.document.PublishedGroup;
import dev.buttoncolor.web.results.document.PublishedRun;
import dev.buttoncolor.web.results.document.ResultsDocument;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@code results.jte} shows: the figures of a {@link ResultsDocument}, put into words. It
 * decides nothing; what may be concluded is the document's.
 *
 * @param document the results
 * @param axis the axis of the forest plot
 * @param rows the groups
 * @param notes what a reader should know before acting
 * @param exclusions what was not counted, and why
 * @param otherExclusions the kinds of which there was none
 * @param series the counts over time, as text
 * @param charts what the charts draw
 */
record ResultsPage(
    ResultsDocument document,
    ForestAxis axis,
    List<ResultsRow> rows,
    List<String> notes,
    List<ExclusionRow> exclusions,
    String otherExclusions,
    List<SeriesRow> series,
    ChartData charts) {

  static ResultsPage of(ResultsDocument document) {
    List<PublishedGroup> groups = document.groups();
    ChartData charts = new ChartData(document);
    ForestAxis axis = axis(groups);
    return new ResultsPage(
        document,
        axis,
        IntStream.range(0, groups.size())
            .mapToObj(i -> ResultsRow.of(groups.get(i), i, document.control(), axis))
            .toList(),
        Notes.of(document),
        ExclusionRow.of(document.exclusions()),
        ExclusionRow.others(document.exclusions()),
        SeriesRow.of(document),
        charts);
  }

  /** The axis of every interval that there is. */
  private static ForestAxis axis(List<PublishedGroup> groups) {
    return ForestAxis.over(
        groups.stream()
            .map(PublishedGroup::comparison)
            .filter(comparison -> comparison != null && comparison.low() != null)
            .flatMap(comparison -> Stream.of(comparison.low(), comparison.high()))
            .toList());
  }

  boolean hasBars() {
    return rows.stream().anyMatch(row -> row.bar() != null);
  }

  boolean isEmpty() {
    return document.visitors() == 0;
  }

  /** Whether there are two points in time, between which a line can be drawn. */
  boolean isCharted() {
    return series.size() > 1;
  }

  String state() {
    return switch (document.verdict().state()) {
      case INVALID -> "Invalid";
      case COLLECTING -> "Collecting";
      case DECIDED -> "Decided";
      case PARTLY_DECIDED -> "Partly decided";
      case UNDECIDED -> "Undecided";
    };
  }

  RunRow run() {
    return RunRow.of(
        new PublishedRun(
            document.run(),
            document.state(),
            document.startedAt(),
            document.endedAt(),
            document.shippedGroup()));
  }

  List<RunRow> runs() {
    return document.runs().stream().map(RunRow::of).toList();
  }

  /** What changed during the run that is shown. */
  List<ChangeRow> changes() {
    return document.changes().stream().map(ChangeRow::of).toList();
  }

  /** Whether visitors of now are counted into what is shown. */
  boolean running() {
    return document.state().equals(ExperimentState.RUNNING.name());
  }

  String modeMeaning() {
    return live()
        ? "Groups come from Statsig, which hears of every exposure and signup."
        : "Groups come from this program’s own specs; no event leaves it.";
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
            .mapToLong(PublishedGroup::visitors)
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
    return rows.stream().filter(row -> row.comparison().known()).toList();
  }

  /** What this many planned visitors find, and what is excluded by now; nothing while unknown. */
  String reach() {
    if (document.verdict().state() == State.COLLECTING) {
      return "";
    }
    String excluded =
        document.excluded() == null
            ? ""
            : " Excluded by now: differences above %s and below %s points."
                .formatted(
                    Figures.points(document.excluded().above()),
                    Figures.points(document.excluded().below()));
    if (document.detectable() == null) {
      return excluded.strip();
    }
    double control = rate(document.control());
    return "With %s planned visitors this run finds a rise from %s to %s (%s points) with a chance of 80%%."
            .formatted(
                Figures.count(document.plannedVisitors()),
                Figures.percent(control),
                Figures.percent(document.detectable()),
                Figures.points(document.detectable() - control))
        + excluded;
  }

  private double rate(String group) {
    return document.groups().stream()
        .filter(published -> published.group().equals(group))
        .findFirst()
        .orElseThrow()
        .rate();
  }

  /** How large a loss of visitors would have been seen by now; nothing while none would. */
  String detectableLoss() {
    Double loss = document.sampleRatio().detectableLoss();
    return loss == null
        ? ""
        : "With this many visitors, a loss of %s of one group’s visitors would show."
            .formatted(Figures.percent(loss));
  }

  String simulateArguments() {
    return SuggestedRun.arguments(document);
  }
}
