package dev.buttoncolor.results;

import static dev.buttoncolor.results.Wording.list;
import static dev.buttoncolor.results.Wording.number;
import static dev.buttoncolor.results.Wording.pValue;
import static dev.buttoncolor.results.Wording.percent;
import static dev.buttoncolor.results.Wording.points;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.results.Results.Excluded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The groups' results in sentences; {@link VerdictRule} decides which of them the verdict has. */
final class VerdictSentences {

  private final GroupResult control;
  private final List<GroupResult> groups;
  private final List<GroupResult> treatments;
  private final long plannedVisitors;
  private final Optional<Excluded> excluded;
  private final boolean startedAnew;

  /**
   * @param groups the results of all groups
   * @param excluded what the open comparisons exclude; empty if none is open
   * @param startedAnew whether the design changed during the run
   */
  VerdictSentences(
      String control,
      List<GroupResult> groups,
      long plannedVisitors,
      Optional<Excluded> excluded,
      boolean startedAnew) {
    this.groups = groups;
    this.control = group(control).orElseThrow();
    this.treatments = groups.stream().filter(group -> group.comparison().isPresent()).toList();
    this.plannedVisitors = plannedVisitors;
    this.excluded = excluded;
    this.startedAnew = startedAnew;
  }

  private Optional<GroupResult> group(String name) {
    return groups.stream().filter(group -> group.group().equals(name)).findFirst();
  }

  /** A group's visitors; one that left the experiment before its first visitor has none. */
  private long visitors(String group) {
    return group(group).map(GroupResult::visitors).orElse(0L);
  }

  String control() {
    return control.group();
  }

  int treatments() {
    return treatments.size();
  }

  /** The treatments of that standing, the highest rate first. */
  List<String> with(Standing standing) {
    return results(standing).stream().map(GroupResult::group).toList();
  }

  private List<GroupResult> results(Standing standing) {
    return treatments.stream()
        .filter(group -> group.is(standing))
        .sorted(Comparator.comparingDouble((GroupResult group) -> -group.rate().orElse(0)))
        .toList();
  }

  /** Which group's size fits least. */
  String invalid(SampleRatio ratio) {
    String worst =
        ratio.expected().keySet().stream()
            .max(Comparator.comparingDouble(group -> chiSquare(ratio, group)))
            .orElseThrow();
    return "%s has %s visitors where about %s were expected (%s). Look for visitors of one group that"
            .formatted(
                worst,
                number(visitors(worst)),
                number(Math.round(ratio.expected().get(worst))),
                pValue(ratio.pValue()))
        + " are lost or counted by mistake: a page that fails or is slow, a redirect, a bot.";
  }

  /** The group's part of the chi-square statistic. */
  private double chiSquare(SampleRatio ratio, String group) {
    double expected = ratio.expected().get(group);
    double off = visitors(group) - expected;
    return off * off / expected;
  }

  /** How far the comparison is that lacks least. */
  String tooEarly() {
    Counts ours = control.counts();
    GroupResult nearest =
        treatments.stream()
            .max(Comparator.comparingDouble(group -> progress(ours, group.counts())))
            .orElseThrow();
    OptionalLong needed = MinimumSample.needed(ours, nearest.counts());
    String has = number(MinimumSample.smaller(ours, nearest.counts()));
    String pair = list(List.of(control.group(), nearest.group()));
    return needed.isEmpty()
        ? "The smaller of %s has %s visitors, and their signup rate is unknown: a comparison needs %s"
                .formatted(pair, has, MinimumSample.VISITORS)
            + " visitors, and as many as have %s signups at the common rate."
                .formatted(MinimumSample.EXPECTED)
        : "The smaller of %s has %s visitors; at their common rate of %s a comparison needs %s."
            .formatted(
                pair,
                has,
                percent(ours.plus(nearest.counts()).rate().getAsDouble()),
                number(needed.getAsLong()));
  }

  private static double progress(Counts control, Counts treatment) {
    OptionalLong needed = MinimumSample.needed(control, treatment);
    return needed.isEmpty()
        ? 0
        : (double) MinimumSample.smaller(control, treatment) / needed.getAsLong();
  }

  /** The headline if there are winners: which to ship, or which are not told apart yet. */
  String winners(Winners winners) {
    List<String> all = with(Standing.BEATS);
    if (winners.best().isPresent()) {
      String best = winners.best().get();
      List<String> beaten = new ArrayList<>(List.of(control()));
      all.stream().filter(group -> !group.equals(best)).forEach(beaten::add);
      return best + " beats " + list(beaten);
    }
    List<String> leaders = all.stream().filter(winners.leaders()::contains).toList();
    String beat = list(all) + " beat " + control();
    return leaders.equals(all)
        ? beat + ", and are not told apart yet"
        : beat + "; " + list(leaders) + " are not told apart yet";
  }

  /** The headline if there are losers and no winner. */
  String losers() {
    return verb(with(Standing.LOSES), "loses to", "lose to") + control();
  }

  /** All the rest. */
  String detail(Winners winners) {
    List<String> sentences = new ArrayList<>();
    addRates(Standing.BEATS, "beats", "beat", sentences);
    addRates(Standing.LOSES, "loses to", "lose to", sentences);
    if (winners.groups().size() > 1) {
      sentences.add(
          "Which winner is best is tested apart from the rest, with a 5% chance of error of its"
              + " own.");
    }
    List<String> faded = with(Standing.FADED);
    if (!faded.isEmpty()) {
      sentences.add(
          verb(faded, "was clearly different once, and is", "were clearly different once, and are")
              + "not now: chance, or something changed during the run.");
    }
    List<String> contradicted = with(Standing.CONTRADICTED);
    if (!contradicted.isEmpty()) {
      sentences.add(
          verb(contradicted, "was", "were")
              + "clearly better at one time and clearly worse at another: something changed during"
              + " the run.");
    }
    List<String> open = with(Standing.OPEN);
    if (!open.isEmpty()) {
      sentences.add(
          "%snot decided: differences to %s above %s and below %s points are excluded, after %s."
              .formatted(
                  verb(open, "is", "are"),
                  control(),
                  points(excluded.orElseThrow().above(), 1),
                  points(excluded.orElseThrow().below(), 1),
                  progress()));
    }
    List<String> early = with(Standing.TOO_EARLY);
    if (!early.isEmpty()) {
      sentences.add("It is too early to say anything of " + list(early) + ".");
    }
    if (startedAnew) {
      sentences.add(
          "The shares or the planned visitors were changed during this run: p counts the looks"
              + " since then.");
    }
    return String.join(" ", sentences);
  }

  /** How far the open comparison is that has seen least. */
  private String progress() {
    long seen =
        results(Standing.OPEN).stream()
            .mapToLong(group -> control.visitors() + group.visitors())
            .min()
            .orElseThrow();
    String planned = number(plannedVisitors) + " planned visitors";
    return seen < plannedVisitors ? number(seen) + " of " + planned : "all " + planned;
  }

  private void addRates(Standing standing, String one, String many, List<String> sentences) {
    List<String> groups = with(standing);
    if (!groups.isEmpty()) {
      List<String> rates =
          results(standing).stream().map(group -> percent(group.rate().getAsDouble())).toList();
      sentences.add(
          "%s%s: %s against %s signed up."
              .formatted(
                  verb(groups, one, many),
                  control(),
                  list(rates),
                  percent(control.rate().getAsDouble())));
    }
  }

  private static String verb(List<String> groups, String one, String many) {
    return list(groups) + " " + (groups.size() == 1 ? one : many) + " ";
  }
}
