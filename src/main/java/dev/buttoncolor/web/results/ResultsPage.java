package dev.buttoncolor.web.results;

import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.results.Comparison;
import dev.buttoncolor.results.GroupResult;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.RunSummary;
import dev.buttoncolor.results.Verdict.State;
import dev.buttoncolor.results.Wording;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.RecordedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What {@code results.jte} shows: the results, and what it says of them beyond their figures. It
 * decides nothing.
 *
 * @param forest the axis of the groups' bars
 * @param series the counts over time
 * @param progress how far the first comparison is on its way to its minimum sample, 0 to 1
 */
record ResultsPage(Results results, Axis forest, Series series, double progress, Site site) {

  private static final Duration WEEK = Duration.ofDays(7);

  /** From here on crossovers blur the groups enough to be told. */
  private static final double MANY_CROSSOVERS = 0.01;

  /** What tells lines apart without their color; solid for the first group, usually control. */
  private static final List<String> DASHES =
      List.of("none", "10 4", "2 4", "12 4 2 4", "6 3", "16 6", "2 8", "8 3 2 3 2 3");

  /**
   * What surrounds the figures.
   *
   * @param hasLanding whether the landing page is at the same port
   * @param isShared whether several instances may have counted
   * @param isStale whether the database is away, so that the figures are the last that were read
   * @param note what the visits here show
   * @param trueRates of the visitors who were simulated, by group; empty if none was
   */
  record Site(
      boolean hasLanding,
      boolean isShared,
      boolean isStale,
      Optional<String> note,
      Map<String, Double> trueRates) {}

  static ResultsPage of(RecordedRun recorded, Results results, Site site) {
    return new ResultsPage(
        results, forest(results), new Series(recorded, results), progress(recorded, results), site);
  }

  private static Axis forest(Results results) {
    return Axis.over(
        true,
        results.compared().stream()
            .flatMap(group -> group.comparison().stream())
            .flatMapToDouble(its -> DoubleStream.concat(its.low().stream(), its.high().stream())));
  }

  /** A group's bar in words, for those who do not see it. */
  static String label(String group, Comparison known) {
    return "%s: %s points, %s; zero is %s"
        .formatted(
            group,
            Figures.points(known),
            Wording.pointsInterval(known),
            known.holdsZero() ? "inside" : "outside");
  }

  private static double progress(RecordedRun recorded, Results results) {
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
    return results.state() == RunSummary.State.RUNNING;
  }

  /** Whether Statsig has more than this instance saw. */
  boolean isLive() {
    return results.mode() == Mode.LIVE;
  }

  /** Which part of what Statsig has this is. */
  String whatWasSeen() {
    return site.isShared()
        ? "This page shows what all instances on its database counted. Statsig’s console counts by"
            + " its own rules."
        : "This page shows what this instance saw. Statsig’s console has the whole.";
  }

  boolean hasBars() {
    return results.compared().stream().anyMatch(group -> group.comparison().get().isKnown());
  }

  /** The query with which a link leads to the same run, whichever is current by then. */
  static String query(Results results) {
    return results.runs().size() > 1 ? "?run=" + results.run() : "";
  }

  /** {@code #rrggbb}, or {@code none} if the experiment no longer has the group. */
  static String color(GroupResult group) {
    return group.color().orElse("none");
  }

  /** What tells the group's line apart without its color: an SVG dash pattern. */
  String dash(GroupResult group) {
    return DASHES.get(results.groups().indexOf(group) % DASHES.size());
  }

  /** The planned parts of the visitors, each once. */
  List<Double> shares() {
    return results.groups().stream()
        .flatMap(group -> group.share().stream().boxed())
        .distinct()
        .toList();
  }

  String role(GroupResult group) {
    if (group.group().equals(results.control())) {
      return "control";
    }
    return group.share().isEmpty() ? "no longer in the experiment" : "";
  }

  /** {@code Partly decided} of {@code PARTLY_DECIDED}. */
  static String words(Enum<?> state) {
    String name = state.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The rate at which the simulator lets a group's visitors sign up; nothing if it sent none. */
  String trueRate(GroupResult group) {
    Double rate = site.trueRates().get(group.group());
    return rate == null ? "" : "simulated at " + Wording.percent(rate);
  }

  /** When each decision that stands was found. */
  String decided() {
    String moments =
        series.differences().lines().stream()
            .filter(line -> line.decided().isPresent())
            .map(
                line ->
                    "%s after %s visitors (%s)"
                        .formatted(
                            line.group(),
                            Wording.number(line.decided().get().visitors()),
                            Figures.time(line.decided().get().time())))
            .collect(Collectors.joining(", "));
    return moments.isEmpty() || results.verdict().state() == State.INVALID
        ? ""
        : "Decided: " + moments + ".";
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

  /** What went from what to what. */
  static String sentence(Change change) {
    return "The %s%s went from %s to %s."
        .formatted(
            change.what().key(),
            change.group().map(group -> " of " + group).orElse(""),
            value(change.what(), change.before()),
            value(change.what(), change.after()));
  }

  private static String value(Change.Kind what, String value) {
    if (value.isEmpty() && what != Change.Kind.PARAGRAPH) {
      return "nothing";
    }
    return switch (what) {
      case SHARE -> Wording.percent(Double.parseDouble(value));
      case PARAGRAPH -> "“" + value + "”";
      case STATE -> value.toLowerCase(Locale.ROOT).replace('_', ' ');
      case COLOR -> value;
    };
  }

  /** What a reader should know before acting on the verdict. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (results.since().isPresent()
        && Duration.between(results.since().get(), results.asOf()).compareTo(WEEK) < 0) {
      notes.add(
          "Less than a week has been seen. People of other weekdays may behave differently: let a"
              + " run last whole weeks.");
    }
    double crossovers = isEmpty() ? 0 : (double) times(Exclusion.CROSSOVER) / results.visitors();
    if (crossovers > MANY_CROSSOVERS) {
      notes.add(
          "%s of the visitors saw another group’s button later. They stay in their first group, so a"
                  .formatted(Wording.percent(crossovers))
              + " true difference looks smaller than it is.");
    }
    if (!results.winners().groups().isEmpty()) {
      notes.add(
          "When it decides, a difference is larger than the true one on average: 1.1 times if the"
              + " true one is twice the planned, 1.3 times if it is the planned, 2 times if it is"
              + " half; it comes down only as more visitors are counted. A cautious guess, which"
              + " supposes that differences beyond the planned size are rare: "
              + results.winners().groups().stream()
                  .map(winner -> cautiousGuess(results.group(winner)))
                  .collect(Collectors.joining(", "))
              + " points.");
    }
    return notes;
  }

  private static String cautiousGuess(GroupResult winner) {
    Comparison known = winner.comparison().orElseThrow();
    return winner.group()
        + " "
        + Wording.points(known.cautiousGuess().getAsDouble(), known.digits());
  }

  /** What a reader of a comparison's row should know. */
  String note(Comparison comparison) {
    if (results.verdict().state() == State.INVALID) {
      return "";
    }
    if (comparison.isDecidedWithZeroInside()) {
      return "decided, with 0 in the interval";
    }
    if (comparison.standing() == Standing.NO_DIFFERENCE) {
      return "no difference of "
          + Wording.atMost(comparison.noDifferenceOf().getAsDouble(), comparison.digits())
          + " or more";
    }
    return comparison.plannedLookDisagrees()
        ? "the planned look said otherwise: chance, or something changed during the run"
        : "";
  }

  /** The effective visitors of the comparison that has the fewest. */
  long seen() {
    return (long)
        results.compared().stream()
            .mapToDouble(group -> group.comparison().orElseThrow().effectiveVisitors())
            .min()
            .orElse(0);
  }

  /** What this many planned visitors find; nothing while unknown. */
  String reach() {
    if (results.verdict().state() == State.COLLECTING
        || results.verdict().state() == State.INVALID
        || results.detectable().isEmpty()) {
      return "";
    }
    double control = results.group(results.control()).rate().getAsDouble();
    double detectable = results.detectable().getAsDouble();
    return "With %s planned visitors this run finds a rise from %s to %s (%s points) with a chance of 80%%."
        .formatted(
            Wording.number(results.plannedVisitors()),
            Wording.percent(control),
            Wording.percent(detectable),
            Wording.points(detectable - control, 1));
  }

  /** How large a loss of visitors would show; nothing while none would. */
  String detectableLoss() {
    OptionalDouble loss = results.sampleRatio().detectableLoss();
    return loss.isEmpty()
        ? ""
        : "With this many visitors, a loss of %s%% of %s shows in about half of runs."
            .formatted(
                Wording.atMost(loss.getAsDouble(), 1), results.sampleRatio().smallestGroup());
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

  /** The kinds that did not happen, as one list; nothing if all of them did. */
  String otherExclusions() {
    return Arrays.stream(Exclusion.values())
        .filter(kind -> times(kind) == 0)
        .map(kind -> ExclusionWords.of(kind).what())
        .collect(Collectors.joining("; "));
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
    int last = groups.size() - 1;
    String rates =
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> groups.get(i) + "=" + rateToTry(i, last))
            .collect(Collectors.joining(","));
    return "simulate --rates=" + shellWord(rates);
  }

  private static String rateToTry(int group, int last) {
    if (group == last && last > 0) {
      return "0.15";
    }
    return group % 2 == 1 ? "0.12" : "0.10";
  }
}
