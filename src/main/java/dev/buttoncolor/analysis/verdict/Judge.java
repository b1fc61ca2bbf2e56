package dev.buttoncolor.analysis.verdict;

import static dev.buttoncolor.analysis.verdict.Wording.list;
import static dev.buttoncolor.analysis.verdict.Wording.number;
import static dev.buttoncolor.analysis.verdict.Wording.pValue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.verdict.Verdict.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns the figures into the verdict: first whether they can be trusted, then what they say. */
final class Judge {

  private final Design design;
  private final GroupCounts counts;
  private final List<Comparison> comparisons;
  private final Winners winners;
  private final Optional<Interval> open;
  private final boolean startedAnew;

  /**
   * @param groups the results of all groups
   */
  Judge(
      Design design,
      GroupCounts counts,
      List<GroupResult> groups,
      Winners winners,
      Optional<Interval> open,
      boolean startedAnew) {
    this.design = design;
    this.counts = counts;
    this.comparisons = groups.stream().flatMap(group -> group.comparison().stream()).toList();
    this.winners = winners;
    this.open = open;
    this.startedAnew = startedAnew;
  }

  Verdict verdict(SampleRatio sampleRatio) {
    if (sampleRatio.alarm()) {
      return invalid(sampleRatio);
    }
    if (comparisons.isEmpty()) {
      return new Verdict(
          State.UNDECIDED,
          "There is nothing to compare",
          design.control() + " is the only group of the experiment.");
    }
    if (with(Standing.TOO_EARLY).size() == comparisons.size()) {
      return new Verdict(State.COLLECTING, "Too early to say", tooEarly());
    }
    Findings findings = new Findings(design, counts, comparisons, winners, open);
    List<String> losers = with(Standing.LOSES);
    String detail = findings.detail() + (startedAnew ? " " + STARTED_ANEW : "");
    if (!winners.groups().isEmpty()) {
      return new Verdict(State.DECIDED, findings.winners(), detail);
    }
    if (losers.size() == comparisons.size()) {
      return new Verdict(State.DECIDED, "Keep " + design.control(), detail);
    }
    if (!losers.isEmpty()) {
      return new Verdict(State.PARTLY_DECIDED, findings.losers(), detail);
    }
    return new Verdict(State.UNDECIDED, "Not decided yet", detail);
  }

  private static final String STARTED_ANEW =
      "The shares or the planned visitors were changed during this run: p counts the looks since"
          + " then.";

  private List<String> with(Standing standing) {
    return comparisons.stream()
        .filter(comparison -> comparison.standing() == standing)
        .map(Comparison::group)
        .toList();
  }

  private Verdict invalid(SampleRatio sampleRatio) {
    String worst =
        sampleRatio.expected().keySet().stream()
            .max(Comparator.comparingDouble(group -> chiSquare(sampleRatio, group)))
            .orElseThrow();
    return new Verdict(
        State.INVALID,
        "Do not trust these results: the groups' sizes do not fit their shares",
        "%s has %s visitors where about %s were expected (%s). Look for visitors of one group that"
                .formatted(
                    worst,
                    number(counts.of(worst).visitors()),
                    number(Math.round(sampleRatio.expected().get(worst))),
                    pValue(sampleRatio.pValue()))
            + " are lost or counted by mistake: a page that fails or is slow, a redirect, a bot.");
  }

  /** The group's part of the chi-square statistic. */
  private double chiSquare(SampleRatio sampleRatio, String group) {
    double expected = sampleRatio.expected().get(group);
    double off = counts.of(group).visitors() - expected;
    return off * off / expected;
  }

  /** How far the comparison is that lacks least. */
  private String tooEarly() {
    Counts control = counts.of(design.control());
    Comparison nearest =
        comparisons.stream()
            .max(Comparator.comparingDouble(c -> progress(control, counts.of(c.group()))))
            .orElseThrow();
    Counts treatment = counts.of(nearest.group());
    OptionalLong needed = MinimumSample.needed(control, treatment);
    String has = number(MinimumSample.smaller(control, treatment));
    String pair = list(List.of(design.control(), nearest.group()));
    return needed.isEmpty()
        ? "The smaller of %s has %s visitors, and their signup rate is unknown: a comparison needs %s"
                .formatted(pair, has, MinimumSample.VISITORS)
            + " visitors, and as many as have %s signups at the common rate."
                .formatted(MinimumSample.EXPECTED)
        : "The smaller of %s has %s visitors; at their common rate of %s a comparison needs %s."
            .formatted(
                pair,
                has,
                Wording.percent(control.plus(treatment).rate()),
                number(needed.getAsLong()));
  }

  private static double progress(Counts control, Counts treatment) {
    OptionalLong needed = MinimumSample.needed(control, treatment);
    return needed.isEmpty()
        ? 0
        : (double) MinimumSample.smaller(control, treatment) / needed.getAsLong();
  }
}
