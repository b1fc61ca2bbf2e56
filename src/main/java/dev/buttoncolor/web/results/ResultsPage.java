package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Results.RunSummary;
import dev.buttoncolor.results.Rounding;
import dev.buttoncolor.results.Verdict.State;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.web.results.Chart.Look;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.DoubleStream;

/**
 * What {@code results.jte} shows: the results, and what it says of them beyond their figures. It
 * decides nothing.
 *
 * @param forest the axis of the groups' bars
 */
record ResultsPage(RecordedRun recorded, Results results, Axis forest, Series series, Site site) {

  private static final Duration WEEK = Duration.ofDays(7);

  /** From here on crossovers blur the groups enough to be told. */
  static final double MANY_CROSSOVERS = 0.01;

  /**
   * What surrounds the figures.
   *
   * @param isStale whether the database is away, so that the figures are the last that were read
   */
  record Site(
      boolean hasLanding,
      boolean isShared,
      boolean isStale,
      Optional<String> note,
      Map<String, Double> trueRates) {}

  static ResultsPage of(RecordedRun recorded, Results results, Site site) {
    return new ResultsPage(recorded, results, forest(results), new Series(recorded, results), site);
  }

  private static Axis forest(Results results) {
    return Axis.over(
        true,
        results.compared().stream()
            .flatMap(group -> group.comparison().stream())
            .flatMapToDouble(its -> DoubleStream.concat(its.low().stream(), its.high().stream())));
  }

  /** How far the first comparison is on its way to its minimum sample, 0 to 1. */
  double progress() {
    return results.compared().stream()
        .mapToDouble(
            group -> recorded.counts().of(new Pair(group.group(), results.control())).progress())
        .max()
        .orElse(0);
  }

  boolean isEmpty() {
    return results.visitors() == 0;
  }

  /** Whether visitors of now are counted into what is shown. */
  boolean isRunning() {
    return results.state() == Results.State.RUNNING;
  }

  /** Whether Statsig has more than this instance saw. */
  boolean isLive() {
    return results.mode() == Mode.LIVE;
  }

  boolean hasBars() {
    return results.compared().stream().anyMatch(group -> group.comparison().get().isKnown());
  }

  /** The query with which a link leads to the same run, whichever is current by then. */
  static String query(Results results) {
    return results.runs().size() > 1 ? "?run=" + results.run() : "";
  }

  /** When each decision that stands was found. */
  String decided() {
    StringJoiner moments = new StringJoiner(", ", "Decided: ", ".").setEmptyValue("");
    if (results.verdict().state() != State.INVALID) {
      for (GroupResult group : results.compared()) {
        Look look = series.decided.get(group.group());
        if (look != null) {
          moments.add(
              "%s after %s visitors (%s)"
                  .formatted(
                      group.group(), Rounding.number(look.visitors()), Figures.time(look.time())));
        }
      }
    }
    return moments.toString();
  }

  /**
   * What ships the decision, as arguments of the command line; nothing if there is none to ship.
   */
  String shipArguments() {
    boolean canShip = isRunning() && !isLive() && results.verdict().state() == State.DECIDED;
    Optional<String> group =
        results.winners().groups().isEmpty()
            ? Optional.of(results.control())
            : results.winners().best();
    return canShip ? group.map(best -> "ship --group=" + shellWord(best)).orElse("") : "";
  }

  /** A shell takes nothing between single quotes for its own. */
  private static String shellWord(String text) {
    return text.matches("[\\w=.,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** What a run's state means for visitors and for the results. */
  static String meaning(RunSummary run) {
    return switch (run.state()) {
      case NOT_STARTED -> "No visitor is counted before the start.";
      case RUNNING -> "Since " + Figures.time(run.startedAt()) + ".";
      case ENDED ->
          Figures.time(run.endedAt())
              + run.shippedGroup().map(group -> ": everybody now gets " + group + ".").orElse(".")
              + " These results stay as they are.";
      case ABANDONED ->
          Figures.time(run.endedAt())
              + ": given up without a decision. These results stay as they are.";
      case NOT_IN_SPECS ->
          "The specs do not have this experiment now, so no visitor is counted."
              + " These are the results so far.";
    };
  }

  /** What a change tells of the value before or after it. */
  static String value(Change.Kind what, String value) {
    if (value.isEmpty() && what != Change.Kind.PARAGRAPH) {
      return "nothing";
    }
    return switch (what) {
      case SHARE -> Rounding.percent(Double.parseDouble(value));
      case PARAGRAPH -> "“" + value + "”";
      case STATE -> value.toLowerCase(Locale.ROOT).replace('_', ' ');
      case COLOR -> value;
    };
  }

  /** Whether not every weekday has been seen. */
  boolean isYoung() {
    return results.since().isPresent()
        && Duration.between(results.since().get(), results.asOf()).compareTo(WEEK) < 0;
  }

  /** The part of the visitors who saw another group's button later. */
  double crossovers() {
    return isEmpty() ? 0 : (double) times(Exclusion.CROSSOVER) / results.visitors();
  }

  String cautiousGuesses() {
    StringJoiner guesses = new StringJoiner(", ");
    for (String winner : results.winners().groups()) {
      Comparison its = results.group(winner).comparison().orElseThrow();
      guesses.add(
          winner + " " + Rounding.points(its.cautiousGuess().getAsDouble(), its.decimals()));
    }
    return guesses.toString();
  }

  /** The effective visitors of the comparison that has the fewest. */
  long seen() {
    return (long)
        results.compared().stream()
            .mapToDouble(group -> group.comparison().orElseThrow().effectiveVisitors())
            .min()
            .orElse(0);
  }

  long times(Exclusion kind) {
    return results.exclusions().get(kind);
  }

  /** The kinds that happened, the most frequent first. */
  List<Exclusion> exclusions() {
    return Arrays.stream(Exclusion.values())
        .filter(kind -> times(kind) > 0)
        .sorted(Comparator.comparingLong(kind -> -times(kind)))
        .toList();
  }

  /**
   * A simulated run to try, as arguments of the command line: groups as good as control, some a
   * little better, and one that a short run can tell apart.
   */
  String simulateArguments() {
    List<String> groups =
        results.groups().stream()
            .filter(group -> group.share().isPresent())
            .map(GroupResult::group)
            .toList();
    StringJoiner rates = new StringJoiner(",");
    for (int i = 0; i < groups.size(); i++) {
      boolean isLast = i > 0 && i == groups.size() - 1;
      rates.add(groups.get(i) + "=" + (isLast ? "0.15" : i % 2 == 1 ? "0.12" : "0.10"));
    }
    return "simulate --rates=" + shellWord(rates.toString());
  }
}
