package dev.buttoncolor.results;

import static dev.buttoncolor.results.Wording.list;
import static dev.buttoncolor.results.Wording.number;
import static dev.buttoncolor.results.Wording.pValue;
import static dev.buttoncolor.results.Wording.percent;

import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
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
  private final GroupCounts counts;

  /**
   * @param groups the results of all groups
   * @param excluded what the open comparisons exclude; empty if none is open
   * @param counts of this look
   */
  VerdictSentences(
      String control,
      List<GroupResult> groups,
      long plannedVisitors,
      Optional<Excluded> excluded,
      GroupCounts counts) {
    this.groups = groups;
    this.control = group(control).orElseThrow();
    this.treatments = groups.stream().filter(group -> group.comparison().isPresent()).toList();
    this.plannedVisitors = plannedVisitors;
    this.excluded = excluded;
    this.counts = counts;
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
    GroupResult nearest =
        treatments.stream()
            .max(Comparator.comparingDouble(group -> pair(group).progress()))
            .orElseThrow();
    PairCounts pair = pair(nearest);
    OptionalLong needed = pair.neededVisitors();
    String first =
        "The comparison of %s with %s comes first. It needs %s visitors of each"
            .formatted(
                nearest.group(), control(), number(needed.orElse(PairCounts.MINIMUM_VISITORS)));
    String has = " The smaller group has " + number(pair.smallerVisitors()) + ".";
    return needed.isEmpty()
        ? first
            + ", and as many as have %d signups at their common rate."
                .formatted(PairCounts.MINIMUM_EXPECTED)
            + has
        : first + " at the signup rate so far." + has;
  }

  private PairCounts pair(GroupResult treatment) {
    return counts.of(new Pair(treatment.group(), control()));
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
    if (leaders.size() == 1) { // it does not beat every other one yet
      return beat + "; which is best is not clear yet";
    }
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
              + "not now: chance, something that changed during the run, or a true difference"
              + " smaller than it looked.");
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
          "%snot decided: %s, after %s."
              .formatted(
                  verb(open, "is", "are"), excluded.orElseThrow().words(control()), progress()));
    }
    for (GroupResult same : results(Standing.NO_DIFFERENCE)) {
      sentences.add(noDifference(same));
    }
    List<String> early = with(Standing.TOO_EARLY);
    if (!early.isEmpty()) {
      sentences.add("It is too early to say anything of " + list(early) + ".");
    }
    if (open.isEmpty() && early.isEmpty() && !results(Standing.NO_DIFFERENCE).isEmpty()) {
      sentences.add("Nothing is open any more: the run can end.");
    }
    return String.join(" ", sentences);
  }

  /** The headline if no treatment differs by what the plan finds. */
  String noDifference() {
    GroupResult largest =
        results(Standing.NO_DIFFERENCE).stream()
            .max(Comparator.comparingDouble(VerdictSentences::delta))
            .orElseThrow();
    return "No difference of %s points or more".formatted(size(largest));
  }

  private String noDifference(GroupResult group) {
    Comparison known = group.comparison().orElseThrow();
    return "%s shows no difference to %s of %s points or more (not below %s, not above %s)."
        .formatted(
            group.group(),
            control(),
            size(group),
            Wording.lowest(known.low().getAsDouble(), known.digits()),
            Wording.highest(known.high().getAsDouble(), known.digits()));
  }

  private static double delta(GroupResult group) {
    return group.comparison().orElseThrow().noDifferenceOf().orElseThrow();
  }

  private static String size(GroupResult group) {
    return Wording.atMost(delta(group), group.comparison().orElseThrow().digits());
  }

  /** How far the open comparison is that has seen least. */
  private String progress() {
    long seen =
        results(Standing.OPEN).stream()
            .mapToLong(group -> (long) group.comparison().orElseThrow().effectiveVisitors())
            .min()
            .orElseThrow();
    String planned = number(plannedVisitors) + " planned visitors";
    return seen < plannedVisitors ? number(seen) + " of " + planned : "all " + planned;
  }

  private void addRates(Standing standing, String one, String many, List<String> sentences) {
    List<String> groups = with(standing);
    if (!groups.isEmpty()) {
      int digits =
          results(standing).stream()
              .mapToInt(group -> group.comparison().orElseThrow().digits())
              .max()
              .orElseThrow();
      List<String> rates =
          results(standing).stream()
              .map(group -> percent(group.rate().getAsDouble(), digits))
              .toList();
      sentences.add(
          "%s%s: %s against %s signed up."
              .formatted(
                  verb(groups, one, many),
                  control(),
                  list(rates),
                  percent(control.rate().getAsDouble(), digits)));
    }
  }

  private static String verb(List<String> groups, String one, String many) {
    return list(groups) + " " + (groups.size() == 1 ? one : many) + " ";
  }
}
