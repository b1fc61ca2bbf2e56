package dev.buttoncolor.results;

import static dev.buttoncolor.results.Wording.list;
import static dev.buttoncolor.results.Wording.number;
import static dev.buttoncolor.results.Wording.pValue;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.results.Results.Excluded;
import dev.buttoncolor.results.Verdict.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides the verdict, first whether the figures can be trusted, then what they say, and puts it
 * into sentences.
 *
 * @param treatments the groups that are compared with control
 * @param excluded what the open comparisons exclude; empty if none is open
 * @param isRunning whether there is something to do about the run
 */
record VerdictRule(
    Design design,
    List<GroupResult> treatments,
    Winners winners,
    Optional<Excluded> excluded,
    GroupCounts counts,
    boolean isRunning) {

  Verdict verdict(SampleRatio ratio) {
    if (ratio.alarm()) {
      return invalid(ratio);
    }
    if (treatments.isEmpty()) {
      return verdict(
          State.UNDECIDED,
          "There is nothing to compare",
          design.control() + " is the only group of the experiment.",
          "");
    }
    if (with(Standing.TOO_EARLY).size() == treatments.size()) {
      return verdict(State.COLLECTING, "Too early to say", tooEarly(), "Let it run.");
    }
    if (!winners.groups().isEmpty()) {
      return verdict(State.DECIDED, winnersHeadline(), detail(), shipWhat());
    }
    List<String> losers = with(Standing.LOSES);
    if (losers.size() == treatments.size()) {
      return verdict(
          State.DECIDED,
          "Keep " + design.control(),
          detail(),
          "You may stop: keep " + design.control() + ".");
    }
    return verdict(
        losers.isEmpty() ? State.UNDECIDED : State.PARTLY_DECIDED,
        losers.isEmpty() ? undecided() : verb(losers, "loses to", "lose to") + design.control(),
        detail(),
        isAnythingOpen()
            ? "Let it run."
            : "You may stop: nothing is open any more. Keep %s, or ship a group that shows no difference."
                .formatted(design.control()));
  }

  private Verdict verdict(State state, String headline, String detail, String next) {
    return new Verdict(state, headline, detail, isRunning ? next : "");
  }

  /** The treatments of that standing, the highest rate first. */
  private List<String> with(Standing standing) {
    return results(standing).stream().map(GroupResult::group).toList();
  }

  private List<GroupResult> results(Standing standing) {
    return treatments.stream()
        .filter(group -> group.is(standing))
        .sorted(Comparator.comparingDouble((GroupResult group) -> -group.rate().orElse(0)))
        .toList();
  }

  private boolean isAnythingOpen() {
    return results(Standing.NO_DIFFERENCE).size()
            + results(Standing.LOSES).size()
            + results(Standing.BEATS).size()
        < treatments.size();
  }

  /** Which group's size fits least. */
  private Verdict invalid(SampleRatio ratio) {
    String worst =
        ratio.expected().keySet().stream()
            .max(Comparator.comparingDouble(group -> chiSquare(ratio, group)))
            .orElseThrow();
    return verdict(
        State.INVALID,
        "Do not trust these results: the groups’ sizes do not fit their shares",
        "%s has %s visitors, and about %s were expected (%s)."
            .formatted(
                worst,
                number(counts.of(worst).visitors()),
                number(Math.round(ratio.expected().get(worst))),
                pValue(ratio.pValue())),
        "Look for visitors of one group that are lost or counted by mistake: a page that fails or"
            + " is slow, a redirect, a bot.");
  }

  /** The group's part of the chi-square statistic. */
  private double chiSquare(SampleRatio ratio, String group) {
    double expected = ratio.expected().get(group);
    double off = counts.of(group).visitors() - expected;
    return off * off / expected;
  }

  /** How far the comparison is that is nearest to its minimum sample. */
  private String tooEarly() {
    GroupResult nearest =
        treatments.stream()
            .max(Comparator.comparingDouble(group -> pair(group).progress()))
            .orElseThrow();
    PairCounts pair = pair(nearest);
    OptionalLong needed = pair.neededVisitors();
    return "%s against %s comes first, once each has %s visitors%s; the smaller has %s."
        .formatted(
            nearest.group(),
            design.control(),
            number(needed.orElse(PairCounts.MINIMUM_VISITORS)),
            needed.isPresent()
                ? " at the signup rate so far"
                : ", and as many as should bring %d signups".formatted(PairCounts.MINIMUM_EXPECTED),
            number(pair.smallerVisitors()));
  }

  private PairCounts pair(GroupResult treatment) {
    return counts.of(new Pair(treatment.group(), design.control()));
  }

  /** Which to ship, or which are not told apart yet. */
  private String winnersHeadline() {
    List<String> all = with(Standing.BEATS);
    if (winners.best().isPresent()) {
      String best = winners.best().get();
      List<String> beaten = new ArrayList<>(List.of(design.control()));
      all.stream().filter(group -> !group.equals(best)).forEach(beaten::add);
      return best + " beats " + list(beaten);
    }
    List<String> leaders = all.stream().filter(winners.leaders()::contains).toList();
    String beat = list(all) + " beat " + design.control();
    if (leaders.size() == 1) { // it does not beat every other one yet
      return beat + "; which is best is not clear yet";
    }
    return leaders.equals(all)
        ? beat + ", and are not told apart yet"
        : beat + "; " + list(leaders) + " are not told apart yet";
  }

  private String shipWhat() {
    return winners
        .best()
        .map(best -> "You may stop: ship " + best + ".")
        .orElse("You may stop and ship one of them, or let it run until one is the best.");
  }

  /** What each comparison says, and what it takes to say more. */
  private String detail() {
    List<String> sentences = new ArrayList<>();
    List<String> decided = new ArrayList<>();
    results(Standing.BEATS).forEach(group -> decided.add(difference(group)));
    results(Standing.LOSES).forEach(group -> decided.add(difference(group)));
    if (!decided.isEmpty()) {
      sentences.add("Against %s: %s.".formatted(design.control(), list(decided)));
    }
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
          "%snot decided: %s."
              .formatted(verb(open, "is", "are"), excluded.orElseThrow().words(design.control())));
      if (isRunning) {
        sentences.add(moreVisitors());
      }
    }
    List<GroupResult> same = results(Standing.NO_DIFFERENCE);
    if (!same.isEmpty()) {
      sentences.add(
          "%s no difference to %s of %s points or more."
              .formatted(
                  list(same.stream().map(VerdictRule::interval).toList())
                      + (same.size() == 1 ? " shows" : " show"),
                  design.control(),
                  largestDelta(same)));
    }
    List<String> early = with(Standing.TOO_EARLY);
    if (!early.isEmpty()) {
      sentences.add("It is too early to say anything of " + list(early) + ".");
    }
    return String.join(" ", sentences);
  }

  /** {@code Orange +4.2 points (+1.2 to +7.2)}. */
  private static String difference(GroupResult group) {
    Comparison known = group.comparison().orElseThrow();
    return "%s %s points (%s)"
        .formatted(
            group.group(),
            Wording.points(known.difference().getAsDouble(), known.digits()),
            Wording.pointsInterval(known));
  }

  /** At the present shares: until the open comparison that has seen least has its planned look. */
  private String moreVisitors() {
    List<GroupResult> waiting =
        results(Standing.OPEN).stream()
            .filter(group -> group.comparison().orElseThrow().plannedLook().isEmpty())
            .toList();
    if (waiting.isEmpty()) {
      return "The planned look is taken: only a difference that becomes clearer decides now.";
    }
    double more = waiting.stream().mapToDouble(this::untilPlannedLook).max().orElseThrow();
    return more > 0
        ? "The planned look comes after about %s more visitors."
            .formatted(number((long) Math.ceil(more)))
        : "The planned look comes once each group should have %d signups."
            .formatted(PairCounts.MINIMUM_EXPECTED_FOR_PLANNED_LOOK);
  }

  private double untilPlannedLook(GroupResult group) {
    double missing =
        design.plannedVisitors() - group.comparison().orElseThrow().effectiveVisitors();
    double share = design.shares().get(group.group());
    double both = share + design.shares().get(design.control());
    return Planner.realVisitors(missing, share / both) / both;
  }

  private String undecided() {
    List<GroupResult> same = results(Standing.NO_DIFFERENCE);
    return same.size() == treatments.size()
        ? "No difference of %s points or more".formatted(largestDelta(same))
        : "Not decided yet";
  }

  /** {@code Red (−2.1 to +2.2)}. */
  private static String interval(GroupResult group) {
    return "%s (%s)"
        .formatted(group.group(), Wording.pointsInterval(group.comparison().orElseThrow()));
  }

  /** Which difference all of these exclude. */
  private static String largestDelta(List<GroupResult> same) {
    return same.stream()
        .map(group -> group.comparison().orElseThrow())
        .max(Comparator.comparingDouble(known -> known.noDifferenceOf().getAsDouble()))
        .map(known -> Wording.atMost(known.noDifferenceOf().getAsDouble(), known.digits()))
        .orElseThrow();
  }

  private static String verb(List<String> groups, String one, String many) {
    return list(groups) + " " + (groups.size() == 1 ? one : many) + " ";
  }
}
