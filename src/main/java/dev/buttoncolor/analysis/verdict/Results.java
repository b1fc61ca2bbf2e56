package dev.buttoncolor.analysis.verdict;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.analysis.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What may be concluded at one look. Holds no NaN and no infinity: what cannot be known yet is
 * empty. Immutable, and cheap enough to make for every page view.
 *
 * @param groups the groups of the design in its order, then those outside it
 * @param winners the treatments that beat control, compared with each other
 * @param sampleRatio whether the groups' sizes can be trusted
 * @param open the differences to control that the open comparisons together do not exclude; empty
 *     where none is open
 * @param detectable the lowest rate above control's that the design finds with a chance of {@link
 *     #POWER}, at control's rate so far and in the smallest treatment; empty while that rate is not
 *     between 0 and 1
 * @param startedAnew whether the run has evidence of another design, which p does not count
 * @param verdict the conclusion
 */
public record Results(
    List<GroupResult> groups,
    Winners winners,
    SampleRatio sampleRatio,
    Optional<Interval> open,
    OptionalDouble detectable,
    boolean startedAnew,
    Verdict verdict) {

  /** The chance that {@link #detectable} speaks of. */
  public static final double POWER = 0.8;

  public Results {
    groups = List.copyOf(groups);
  }

  /**
   * Looks at the counts.
   *
   * @param counts all groups from the start of the run on
   * @param stretches the same visitors by stretches of constant shares
   * @param before the running minima of the looks before this one; {@link RunningMinima#after}
   *     gives those to keep for the next
   */
  public static Results of(
      Design design, GroupCounts counts, List<Stretch> stretches, RunningMinima before) {
    RunningMinima minima = before.after(design, counts, stretches);
    List<GroupResult> groups = groups(design, counts, minima);
    SampleRatio sampleRatio =
        SampleRatio.of(design, stretches, minima.p(RunningMinima.Key.SAMPLE_RATIO));
    Winners winners =
        Winners.of(
            comparisons(groups)
                .filter(comparison -> comparison.standing() == Standing.BEATS)
                .map(Comparison::group)
                .toList(),
            design,
            counts,
            minima);
    Optional<Interval> open = open(groups);
    boolean startedAnew = minima.holdsOtherDesignThan(design);
    Verdict verdict =
        new Judge(design, counts, groups, winners, open, startedAnew).verdict(sampleRatio);
    return new Results(
        groups, winners, sampleRatio, open, detectable(design, counts), startedAnew, verdict);
  }

  private static OptionalDouble detectable(Design design, GroupCounts counts) {
    List<String> treatments = design.treatments();
    double rate = counts.of(design.control()).rate().orElse(0);
    if (treatments.isEmpty() || rate <= 0 || rate >= 1) {
      return OptionalDouble.empty();
    }
    double control = design.shares().get(design.control());
    double smallest = treatments.stream().mapToDouble(design.shares()::get).min().orElseThrow();
    return Planner.sequential(treatments.size(), POWER)
        .detectable(rate, (double) design.plannedVisitors(), control / (control + smallest));
  }

  private static List<GroupResult> groups(Design design, GroupCounts counts, RunningMinima minima) {
    List<Pair> pairs = Pair.againstControl(design);
    Family family = new Family(pairs, design, counts, minima);
    List<GroupResult> groups = new ArrayList<>();
    for (String group : design.groups()) {
      groups.add(
          group(
              group,
              OptionalDouble.of(design.shares().get(group)),
              counts,
              pairs.stream()
                  .filter(pair -> pair.group().equals(group))
                  .map(
                      pair ->
                          Comparison.of(
                              pair,
                              family,
                              design.intervalLevel(),
                              counts,
                              design.plannedVisitors()))
                  .findFirst()));
    }
    for (String group : counts.outside(design)) {
      groups.add(group(group, OptionalDouble.empty(), counts, Optional.empty()));
    }
    return groups;
  }

  private static GroupResult group(
      String group, OptionalDouble share, GroupCounts counts, Optional<Comparison> comparison) {
    Counts its = counts.of(group);
    return new GroupResult(group, share, its, Wilson.interval(its), comparison);
  }

  private static Optional<Interval> open(List<GroupResult> groups) {
    return comparisons(groups)
        .filter(comparison -> comparison.standing() == Standing.OPEN)
        .flatMap(comparison -> comparison.interval().stream())
        .reduce(Interval::hull);
  }

  private static Stream<Comparison> comparisons(List<GroupResult> groups) {
    return groups.stream().flatMap(group -> group.comparison().stream());
  }
}
