package dev.buttoncolor.results;

import static dev.buttoncolor.results.Rounding.number;
import static java.util.Comparator.comparingDouble;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.analysis.SampleRatio;
import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.results.Results.Excluded;
import dev.buttoncolor.results.Verdict.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Decides the verdict, first whether the figures can be trusted, then what they say, and puts it
 * into sentences.
 *
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
      String alone = control + " is the only group of the experiment.";
      return verdict(State.UNDECIDED, "There is nothing to compare", alone, "");
    }
    if (with(Standing.TOO_EARLY).size() == all) {
      return verdict(State.COLLECTING, "Too early to say", tooEarly(), "Let it run.");
    }
    if (!winners.groups().isEmpty()) {
      String next =
          winners
              .best()
              .map(best -> "You may stop: ship " + best + ".")
              .orElse("You may stop and ship one of them, or let it run until one is the best.");
      return verdict(State.DECIDED, winnersHeadline(), detail(), next);
    }
    List<GroupResult> losers = with(Standing.LOSES);
    List<GroupResult> same = with(Standing.NO_DIFFERENCE);
    if (losers.size() == all) {
      String next = "You may stop: keep " + control + ".";
      return verdict(State.DECIDED, "Keep " + control, detail(), next);
    }
    String next =
        same.size() + losers.size() < all
            ? "Let it run."
            : "You may stop: nothing is open any more. Keep "
                + control
                + ", or ship a group that shows no difference.";
    if (!losers.isEmpty()) {
      String lose = losers.size() == 1 ? " loses to " : " lose to ";
      return verdict(State.PARTLY_DECIDED, names(losers) + lose + control, detail(), next);
    }
    String headline =
        same.size() < all
            ? "Not decided yet"
            : "No difference of " + largestDelta(same) + " points or more";
    return verdict(State.UNDECIDED, headline, detail(), next);
  }

  private Verdict verdict(State state, String headline, String detail, String next) {
    return new Verdict(state, headline, detail, isRunning ? next : "");
  }

  /** The treatments of that standing, the highest rate first. */
  private List<GroupResult> with(Standing standing) {
    return treatments.stream()
        .filter(group -> group.is(standing))
        .sorted(comparingDouble(group -> -group.rate().orElse(0)))
        .toList();
  }

  private static String names(List<GroupResult> groups) {
    return list(groups.stream().map(GroupResult::group).toList());
  }

  private String worstFit(SampleRatio ratio) {
    String worst = ratio.worst(counts);
    return "%s has %s visitors, and about %s were expected (%s)."
        .formatted(
            worst,
            number(counts.of(worst).visitors()),
            number(Math.round(ratio.expected().get(worst))),
            Rounding.pIs(ratio.pValue()));
  }

  /** How far the comparison is that is nearest to its minimum sample. */
  private String tooEarly() {
    Pair nearest =
        Pair.againstControl(design).stream()
            .max(comparingDouble(pair -> counts.of(pair).progress()))
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
    List<String> all = with(Standing.BEATS).stream().map(GroupResult::group).toList();
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
    List<GroupResult> decided = new ArrayList<>(with(Standing.BEATS));
    decided.addAll(with(Standing.LOSES));
    if (!decided.isEmpty()) {
      List<String> differences = decided.stream().map(VerdictRule::difference).toList();
      sentences.add("Against " + design.control() + ": " + list(differences) + ".");
    }
    if (winners.groups().size() > 1) {
      sentences.add(
          "Which winner is best is tested apart from the rest, with a 5% chance of error of its"
              + " own.");
    }
    for (Standing standing : Standing.values()) {
      if (!standing.isDecision() && !with(standing).isEmpty()) {
        sentences.add(undecided(standing, with(standing)));
      }
    }
    return String.join(" ", sentences);
  }

  private String undecided(Standing standing, List<GroupResult> groups) {
    boolean one = groups.size() == 1;
    String are = names(groups) + (one ? " is" : " are");
    String were = names(groups) + (one ? " was" : " were");
    return switch (standing) {
      case FADED ->
          ("%s clearly different once, and %s not now: chance, something that changed during the"
                  + " run, or a true difference smaller than it looked.")
              .formatted(were, one ? "is" : "are");
      case CONTRADICTED ->
          were
              + " clearly better at one time and clearly worse at another: something changed during"
              + " the run.";
      case OPEN ->
          are
              + " not decided: "
              + excluded.orElseThrow().words(design.control())
              + (isRunning ? ". " + more(groups) : ".");
      case NO_DIFFERENCE ->
          list(groups.stream().map(VerdictRule::interval).toList())
              + (one ? " shows" : " show")
              + " no difference to %s of %s points or more."
                  .formatted(design.control(), largestDelta(groups));
      case TOO_EARLY -> "It is too early to say anything of " + names(groups) + ".";
      case BEATS, LOSES -> throw new IllegalArgumentException(standing + " is a decision");
    };
  }

  /** {@code Orange +4.2 points (+1.2 to +7.2)}. */
  private static String difference(GroupResult group) {
    Comparison its = group.comparison().orElseThrow();
    String points = Rounding.points(its.difference().getAsDouble(), its.decimals());
    return group.group() + " " + points + " points (" + Rounding.pointsInterval(its) + ")";
  }

  /** {@code Red (−2.1 to +2.2)}. */
  private static String interval(GroupResult group) {
    return group.group() + " (" + Rounding.pointsInterval(group.comparison().orElseThrow()) + ")";
  }

  /** At the present shares: until the open comparison that has seen least has its planned look. */
  private String more(List<GroupResult> open) {
    OptionalDouble more =
        open.stream()
            .filter(group -> group.comparison().orElseThrow().plannedLook().isEmpty())
            .mapToDouble(this::untilPlannedLook)
            .max();
    if (more.isEmpty()) {
      return "The planned look is taken: only a difference that becomes clearer decides now.";
    }
    long visitors = (long) Math.ceil(more.getAsDouble());
    return visitors > 0
        ? "The planned look comes after about " + number(visitors) + " more visitors."
        : "The planned look comes once each group should have "
            + PairCounts.MINIMUM_EXPECTED_FOR_PLANNED_LOOK
            + " signups.";
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
        .max(comparingDouble(its -> its.noDifferenceOf().getAsDouble()))
        .map(its -> Rounding.atMost(its.noDifferenceOf().getAsDouble(), its.decimals()))
        .orElseThrow();
  }

  /** {@code Green}, {@code Green and Red}, {@code Green, Red and Orange}. */
  static String list(List<String> parts) {
    int last = parts.size() - 1;
    return last < 1
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
