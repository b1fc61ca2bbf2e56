package dev.buttoncolor.results;

import static dev.buttoncolor.results.Wording.list;
import static dev.buttoncolor.results.Wording.number;
import static dev.buttoncolor.results.Wording.pValue;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.analysis.SampleRatioSequence;
import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.results.Results.Excluded;
import dev.buttoncolor.results.Verdict.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
    String control = design.control();
    int all = treatments.size();
    if (ratio.alarm()) {
      return verdict(
          State.INVALID,
          "Do not trust these results: the groups’ sizes do not fit their shares",
          worstFit(ratio),
          "Look for visitors of one group that are lost or counted by mistake: a page that fails or"
              + " is slow, a redirect, a bot.");
    }
    if (all == 0) {
      return verdict(
          State.UNDECIDED,
          "There is nothing to compare",
          control + " is the only group of the experiment.",
          "");
    }
    if (with(Standing.TOO_EARLY).size() == all) {
      return verdict(State.COLLECTING, "Too early to say", tooEarly(), "Let it run.");
    }
    if (!winners.groups().isEmpty()) {
      return verdict(
          State.DECIDED,
          winnersHeadline(),
          detail(),
          winners
              .best()
              .map(best -> "You may stop: ship " + best + ".")
              .orElse("You may stop and ship one of them, or let it run until one is the best."));
    }
    List<GroupResult> losers = with(Standing.LOSES);
    List<GroupResult> same = with(Standing.NO_DIFFERENCE);
    if (losers.size() == all) {
      return verdict(
          State.DECIDED, "Keep " + control, detail(), "You may stop: keep " + control + ".");
    }
    String next =
        same.size() + losers.size() < all
            ? "Let it run."
            : "You may stop: nothing is open any more. Keep %s, or ship a group that shows no difference."
                .formatted(control);
    if (losers.isEmpty()) {
      String undecided =
          same.size() < all
              ? "Not decided yet"
              : "No difference of %s points or more".formatted(largestDelta(same));
      return verdict(State.UNDECIDED, undecided, detail(), next);
    }
    return verdict(
        State.PARTLY_DECIDED,
        list(names(losers)) + (losers.size() == 1 ? " loses to " : " lose to ") + control,
        detail(),
        next);
  }

  private Verdict verdict(State state, String headline, String detail, String next) {
    return new Verdict(state, headline, detail, isRunning ? next : "");
  }

  /** The treatments of that standing, the highest rate first. */
  private List<GroupResult> with(Standing standing) {
    return treatments.stream()
        .filter(group -> group.is(standing))
        .sorted(Comparator.comparingDouble(group -> -group.rate().orElse(0)))
        .toList();
  }

  private static List<String> names(List<GroupResult> groups) {
    return groups.stream().map(GroupResult::group).toList();
  }

  /** Which group's size fits least. */
  private String worstFit(SampleRatio ratio) {
    String worst =
        ratio.expected().keySet().stream()
            .max(
                Comparator.comparingDouble(
                    group ->
                        SampleRatioSequence.chiSquare(
                            counts.of(group).visitors(), ratio.expected().get(group))))
            .orElseThrow();
    return "%s has %s visitors, and about %s were expected (%s)."
        .formatted(
            worst,
            number(counts.of(worst).visitors()),
            number(Math.round(ratio.expected().get(worst))),
            pValue(ratio.pValue()));
  }

  /** How far the comparison is that is nearest to its minimum sample. */
  private String tooEarly() {
    Pair nearest =
        Pair.againstControl(design).stream()
            .max(Comparator.comparingDouble(pair -> counts.of(pair).progress()))
            .orElseThrow();
    OptionalLong needed = counts.of(nearest).neededVisitors();
    return "%s against %s comes first, once each has %s visitors%s; the smaller has %s."
        .formatted(
            nearest.group(),
            design.control(),
            number(needed.orElse(PairCounts.MINIMUM_VISITORS)),
            needed.isPresent()
                ? " at the signup rate so far"
                : ", and as many as should bring " + PairCounts.MINIMUM_EXPECTED + " signups",
            number(counts.of(nearest).smallerVisitors()));
  }

  /** Which is the best, or which are not told apart yet. */
  private String winnersHeadline() {
    List<String> all = names(with(Standing.BEATS));
    if (winners.best().isPresent()) {
      String best = winners.best().get();
      Stream<String> others = all.stream().filter(group -> !group.equals(best));
      return best + " beats " + list(Stream.concat(Stream.of(design.control()), others).toList());
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

  /** What each comparison says, and what it takes to say more. */
  private String detail() {
    List<String> sentences = new ArrayList<>();
    List<String> decided =
        Stream.of(Standing.BEATS, Standing.LOSES)
            .flatMap(standing -> with(standing).stream())
            .map(VerdictRule::difference)
            .toList();
    if (!decided.isEmpty()) {
      sentences.add("Against %s: %s.".formatted(design.control(), list(decided)));
    }
    if (winners.groups().size() > 1) {
      sentences.add(
          "Which winner is best is tested apart from the rest, with a 5% chance of error of its"
              + " own.");
    }
    Stream.of(
            Standing.FADED,
            Standing.CONTRADICTED,
            Standing.OPEN,
            Standing.NO_DIFFERENCE,
            Standing.TOO_EARLY)
        .filter(standing -> !with(standing).isEmpty())
        .forEach(standing -> sentences.add(undecided(standing, with(standing))));
    return String.join(" ", sentences);
  }

  private String undecided(Standing standing, List<GroupResult> groups) {
    String names = list(names(groups));
    boolean one = groups.size() == 1;
    return switch (standing) {
      case FADED ->
          names
              + (one
                  ? " was clearly different once, and is"
                  : " were clearly different once, and are")
              + " not now: chance, something that changed during the run, or a true difference"
              + " smaller than it looked.";
      case CONTRADICTED ->
          names
              + (one ? " was" : " were")
              + " clearly better at one time and clearly worse at another: something changed during"
              + " the run.";
      case OPEN ->
          "%s %s not decided: differences to %s %s points are excluded.%s"
              .formatted(
                  names,
                  one ? "is" : "are",
                  design.control(),
                  excluded.orElseThrow().words(),
                  isRunning ? " " + moreVisitors(groups) : "");
      case NO_DIFFERENCE ->
          "%s %s no difference to %s of %s points or more."
              .formatted(
                  list(groups.stream().map(VerdictRule::interval).toList()),
                  one ? "shows" : "show",
                  design.control(),
                  largestDelta(groups));
      case TOO_EARLY -> "It is too early to say anything of " + names + ".";
      default -> throw new IllegalArgumentException(standing + " is a decision");
    };
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

  /** {@code Red (−2.1 to +2.2)}. */
  private static String interval(GroupResult group) {
    return "%s (%s)"
        .formatted(group.group(), Wording.pointsInterval(group.comparison().orElseThrow()));
  }

  /** At the present shares: until the open comparison that has seen least has its planned look. */
  private String moreVisitors(List<GroupResult> open) {
    List<GroupResult> waiting =
        open.stream().filter(group -> group.comparison().get().plannedLook().isEmpty()).toList();
    if (waiting.isEmpty()) {
      return "The planned look is taken: only a difference that becomes clearer decides now.";
    }
    double more = waiting.stream().mapToDouble(this::untilPlannedLook).max().orElseThrow();
    return more > 0
        ? "The planned look comes after about %s more visitors."
            .formatted(number((long) Math.ceil(more)))
        : "The planned look comes once each group should have %s signups."
            .formatted(number(PairCounts.MINIMUM_EXPECTED_FOR_PLANNED_LOOK));
  }

  private double untilPlannedLook(GroupResult group) {
    double missing =
        design.plannedVisitors() - group.comparison().orElseThrow().effectiveVisitors();
    double share = design.shares().get(group.group());
    double both = share + design.shares().get(design.control());
    return Planner.realVisitors(missing, share / both) / both;
  }

  /** Which difference all of these exclude. */
  private static String largestDelta(List<GroupResult> same) {
    return same.stream()
        .map(group -> group.comparison().orElseThrow())
        .max(Comparator.comparingDouble(known -> known.noDifferenceOf().getAsDouble()))
        .map(known -> Wording.atMost(known.noDifferenceOf().getAsDouble(), known.digits()))
        .orElseThrow();
  }
}
