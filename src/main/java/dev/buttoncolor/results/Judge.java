package dev.buttoncolor.results;

import static dev.buttoncolor.results.Comparison.Standing.BEATS;
import static dev.buttoncolor.results.Comparison.Standing.FADED;
import static dev.buttoncolor.results.Comparison.Standing.LOSES;
import static dev.buttoncolor.results.Comparison.Standing.OPEN;
import static dev.buttoncolor.results.Wording.list;
import static dev.buttoncolor.results.Wording.more;
import static dev.buttoncolor.results.Wording.number;
import static dev.buttoncolor.results.Wording.pValue;
import static dev.buttoncolor.results.Wording.percent;

import dev.buttoncolor.results.Comparison.Standing;
import dev.buttoncolor.results.Verdict.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns the figures into the verdict: first whether they can be trusted, then what they say. */
final class Judge {

  private final Design design;
  private final Tally tally;
  private final List<GroupResult> groups;

  /**
   * @param groups the results of the groups of the plan
   */
  Judge(Design design, Tally tally, List<GroupResult> groups) {
    this.design = design;
    this.tally = tally;
    this.groups = groups;
  }

  Verdict verdict(SampleRatio sampleRatio) {
    if (sampleRatio.alarm()) {
      return new Verdict(State.INVALID, invalid(sampleRatio));
    }
    if (design.treatments().isEmpty()) {
      return new Verdict(
          State.UNDECIDED,
          "There is nothing to compare: " + design.control() + " is the only color.");
    }
    List<GroupResult> small =
        groups.stream().filter(group -> !Shortfall.of(group.counts()).isNone()).toList();
    if (!small.isEmpty()) {
      return new Verdict(State.COLLECTING, collecting(small));
    }
    return standing(OPEN).size() == design.treatments().size()
        ? new Verdict(State.UNDECIDED, undecided())
        : new Verdict(State.DECIDED, decided());
  }

  private String invalid(SampleRatio sampleRatio) {
    double all = SampleRatio.plannedGroupsVisitors(design, tally);
    Arm worst =
        design.arms().stream()
            .max(Comparator.comparingDouble(arm -> surprise(arm, all)))
            .orElseThrow();
    return "Do not trust these results: the groups' sizes do not fit their planned shares ("
        + pValue(sampleRatio.pValue())
        + "). "
        + worst.group()
        + " has "
        + number(tally.of(worst.group()).visitors())
        + " visitors where about "
        + number(Math.round(all * worst.share()))
        + " were expected. Look for visitors of one color that are lost or counted by mistake: a"
        + " page that fails or is slow, a redirect, a bot, shares changed during the run.";
  }

  /** The group's part of the chi-square statistic. */
  private double surprise(Arm arm, double all) {
    double expected = all * arm.share();
    double off = tally.of(arm.group()).visitors() - expected;
    return off * off / expected;
  }

  private static String collecting(List<GroupResult> small) {
    GroupResult neediest =
        small.stream()
            .min(
                Comparator.comparing(
                    group -> Shortfall.of(group.counts()),
                    Comparator.comparingLong(Shortfall::visitors)
                        .thenComparingLong(Shortfall::signups)
                        .thenComparingLong(Shortfall::others)
                        .reversed()))
            .orElseThrow();
    int others = small.size() - 1;
    String rest =
        switch (others) {
          case 0 -> ".";
          case 1 -> ", and 1 other color needs more too.";
          default -> ", and " + others + " other colors need more too.";
        };
    return "Too early to say: "
        + neediest.group()
        + " needs "
        + missing(Shortfall.of(neediest.counts()))
        + rest;
  }

  private static String missing(Shortfall shortfall) {
    List<String> parts = new ArrayList<>();
    if (shortfall.visitors() > 0) {
      parts.add(more(shortfall.visitors(), "visitor", "visitors"));
    }
    if (shortfall.signups() > 0) {
      parts.add(more(shortfall.signups(), "signup", "signups"));
    }
    if (shortfall.others() > shortfall.visitors()) {
      parts.add(
          more(shortfall.others(), "visitor who does not sign up", "visitors who do not sign up"));
    }
    return list(parts);
  }

  private String undecided() {
    long seen =
        groups.stream()
            .flatMap(group -> group.comparison().stream())
            .mapToLong(Comparison::visitors)
            .min()
            .orElseThrow();
    String progress =
        seen < design.plannedVisitors()
            ? number(seen) + " of " + number(design.plannedVisitors()) + " planned"
            : "all " + number(design.plannedVisitors()) + " planned";
    return "Not decided yet: no color is clearly better or worse than "
        + design.control()
        + ". Each comparison has seen "
        + progress
        + " visitors.";
  }

  private String decided() {
    List<String> sentences = new ArrayList<>();
    List<GroupResult> winners = standing(BEATS);
    describe(winners, "beats", "beat", sentences);
    if (winners.size() > 1) {
      sentences.add("Which of these is best is not decided.");
    }
    describe(standing(LOSES), "loses to", "lose to", sentences);
    describe(standing(FADED), "no longer differs from", "no longer differ from", sentences);
    if (!standing(FADED).isEmpty()) {
      sentences.add("The difference was clear once: look for what changed during the run.");
    }
    List<GroupResult> open = standing(OPEN);
    if (!open.isEmpty()) {
      sentences.add(list(names(open)) + (open.size() == 1 ? " is" : " are") + " not decided yet.");
    }
    return String.join(" ", sentences);
  }

  private void describe(List<GroupResult> some, String one, String many, List<String> sentences) {
    if (!some.isEmpty()) {
      sentences.add(
          list(names(some))
              + " "
              + (some.size() == 1 ? one : many)
              + " "
              + design.control()
              + ": "
              + list(some.stream().map(group -> percent(group.counts().rate())).toList())
              + " against "
              + percent(tally.of(design.control()).rate())
              + " signed up.");
    }
  }

  /** The groups of that standing, the highest rate first. */
  private List<GroupResult> standing(Standing standing) {
    return groups.stream()
        .filter(group -> group.comparison().filter(c -> c.standing() == standing).isPresent())
        .sorted(
            Comparator.comparingDouble((GroupResult group) -> group.counts().rate().orElse(0))
                .reversed())
        .toList();
  }

  private static List<String> names(List<GroupResult> some) {
    return some.stream().map(GroupResult::group).toList();
  }
}
