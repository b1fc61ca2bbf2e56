package dev.buttoncolor.results;

import dev.buttoncolor.analysis.ComparisonFamily;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.analysis.SampleRatio;
import dev.buttoncolor.analysis.Standing;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.RecordedRun.TimeBucket;
import dev.buttoncolor.store.runs.Run;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What may be concluded of a run at one look, as it is published: the names and the nesting of the
 * components are those of the JSON document. Rates, shares and levels are 0 to 1; what is not known
 * is empty, and there is no NaN and no infinity. Immutable.
 *
 * @param asOf the time at which these results held; renewed once a minute while nothing changes
 * @param since the time from which on visitors were counted; empty before the first
 * @param plannedVisitors effective ones of a comparison, control and one treatment together
 * @param level of each interval of a difference, such that all of them hold at once with 95 %
 * @param rho2 the variance of the mixture, from the planned visitors
 * @param groups those of the design in its order, then those outside it
 * @param stretches the groups by stretches of equal shares, in the order in which these came
 * @param excluded the differences to control that the undecided comparisons exclude by now; empty
 *     if none is undecided
 * @param canEnd whether nothing is open any more, though something is undecided
 * @param detectable the rate above control's that the planned visitors find with a chance of 80 %,
 *     at control's rate so far; empty while that is unknown
 * @param series how the counts grew, oldest first; each point has the groups with visitors by then
 */
public record Results(
    String experiment,
    Mode mode,
    int run,
    State state,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> shippedGroup,
    List<RunSummary> runs,
    List<Change> changes,
    Instant asOf,
    Optional<Instant> since,
    String control,
    long plannedVisitors,
    double level,
    Parts parts,
    double rho2,
    String varianceRule,
    MinimumSampleRule minimumSample,
    long visitors,
    long signups,
    List<GroupResult> groups,
    List<Stretch> stretches,
    Winners winners,
    Optional<Excluded> excluded,
    boolean canEnd,
    OptionalDouble detectable,
    SampleRatio sampleRatio,
    Verdict verdict,
    Map<Exclusion, Long> exclusions,
    List<TimeBucket> series) {

  private static final String VARIANCE_RULE =
      "maximum likelihood rates under the difference, by stretch (Farrington and Manning 1990)";

  /** The last one: it has not ended, and the specs in force do not have the experiment. */
  public enum State {
    NOT_STARTED,
    RUNNING,
    ENDED,
    ABANDONED,
    NOT_IN_SPECS
  }

  /** Where a run is in its life. */
  public record RunSummary(
      int run,
      State state,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      Optional<String> shippedGroup) {

    static RunSummary of(Run run, boolean inSpecs) {
      State state = State.valueOf(run.state().name());
      boolean isOpen = state == State.NOT_STARTED || state == State.RUNNING;
      return new RunSummary(
          run.number(),
          isOpen && !inSpecs ? State.NOT_IN_SPECS : state,
          run.startedAt(),
          run.endedAt(),
          run.shippedGroup());
    }
  }

  /** What a comparison needs before it says anything, as {@link PairCounts} explains it. */
  public record MinimumSampleRule(long visitors, long expected, long expectedForPlannedLook) {}

  /** The parts of a level: that of watching, and that of the planned look. */
  public record Parts(double watching, double plannedLook) {}

  /** All differences larger than {@code above} and smaller than {@code below}. */
  public record Excluded(double above, double below) {

    private Excluded and(Excluded other) {
      return new Excluded(Math.max(above, other.above), Math.min(below, other.below));
    }

    String words(String control) {
      int decimals = Rounding.decimals(below, above);
      return "differences to %s above %s and below %s points are excluded"
          .formatted(control, Rounding.highest(above, decimals), Rounding.lowest(below, decimals));
    }
  }

  /** Looks at one of the runs; empty while its groups are not known. */
  public static Optional<Results> of(RecordedRun recorded, boolean inSpecs, List<Run> runs) {
    return recorded.design().map(design -> of(design, recorded, inSpecs, runs));
  }

  private static Results of(Design design, RecordedRun recorded, boolean inSpecs, List<Run> runs) {
    GroupCounts counts = recorded.counts();
    Evidence evidence = recorded.evidence();
    List<GroupResult> groups = groups(design, recorded);
    SampleRatio ratio =
        SampleRatio.of(design, counts.stretches(), evidence.p(Evidence.SAMPLE_RATIO));
    // Nothing is concluded beside an alarm.
    List<GroupResult> compared = ratio.alarm() ? List.of() : compared(groups);
    Winners winners = Winners.of(compared, design, counts, evidence);
    Optional<Excluded> excluded = excluded(compared);
    RunSummary summary = RunSummary.of(recorded.run(), inSpecs);
    boolean isRunning = summary.state() == State.RUNNING;
    VerdictRule rule = new VerdictRule(design, compared, winners, excluded, counts, isRunning);
    return new Results(
        recorded.run().experiment(),
        recorded.run().mode(),
        summary.run(),
        summary.state(),
        summary.startedAt(),
        summary.endedAt(),
        summary.shippedGroup(),
        runs.stream().map(one -> RunSummary.of(one, inSpecs)).toList(),
        recorded.run().changes(),
        recorded.readAt(),
        recorded.since(),
        design.control(),
        design.plannedVisitors(),
        design.level(),
        new Parts(Design.WATCHING, Design.PLANNED_LOOK),
        MixtureSequence.rho2(design.plannedVisitors()),
        VARIANCE_RULE,
        new MinimumSampleRule(
            PairCounts.MINIMUM_VISITORS,
            PairCounts.MINIMUM_EXPECTED,
            PairCounts.MINIMUM_EXPECTED_FOR_PLANNED_LOOK),
        counts.total().visitors(),
        counts.total().signups(),
        groups,
        counts.stretches(),
        winners,
        excluded,
        canEnd(compared),
        detectable(design, counts),
        ratio,
        rule.verdict(ratio),
        recorded.exclusions(),
        recorded.series());
  }

  private static List<GroupResult> groups(Design design, RecordedRun recorded) {
    GroupCounts counts = recorded.counts();
    List<Pair> pairs = Pair.againstControl(design);
    ComparisonFamily family = new ComparisonFamily(pairs, design, counts, recorded.evidence());
    Set<String> names = new LinkedHashSet<>(design.shares().keySet());
    names.addAll(counts.byGroup().keySet());
    return names.stream()
        .map(
            name ->
                new GroupResult(
                    name,
                    recorded.run().groups().stream()
                        .filter(group -> group.name().equals(name))
                        .map(group -> group.color().css())
                        .findFirst(),
                    design.share(name),
                    counts.of(name).visitors(),
                    counts.of(name).signups(),
                    counts.of(name).rate(),
                    counts.haveSharesChanged() ? Optional.empty() : counts.of(name).rateInterval(),
                    pairs.stream()
                        .filter(pair -> pair.group().equals(name))
                        .findFirst()
                        .map(pair -> Comparison.of(pair, family, counts))))
        .toList();
  }

  private static Optional<Excluded> excluded(List<GroupResult> compared) {
    return compared.stream()
        .filter(group -> group.is(Standing.OPEN) || group.is(Standing.NO_DIFFERENCE))
        .map(group -> group.comparison().get())
        .map(open -> new Excluded(open.high().getAsDouble(), open.low().getAsDouble()))
        .reduce(Excluded::and);
  }

  private static boolean canEnd(List<GroupResult> compared) {
    return compared.stream().anyMatch(group -> group.is(Standing.NO_DIFFERENCE))
        && compared.stream().noneMatch(g -> g.is(Standing.OPEN) || g.is(Standing.TOO_EARLY));
  }

  private static OptionalDouble detectable(Design design, GroupCounts counts) {
    int treatments = design.treatments().size();
    double rate = counts.of(design.control()).rate().orElse(0);
    OptionalDouble delta =
        treatments == 0 || rate == 0 || rate == 1
            ? OptionalDouble.empty()
            : Planner.detectable(treatments, rate, design.plannedVisitors());
    return delta.isEmpty() ? delta : OptionalDouble.of(rate + delta.getAsDouble());
  }

  public RunSummary summary() {
    return new RunSummary(run, state, startedAt, endedAt, shippedGroup);
  }

  public GroupResult group(String name) {
    return groups.stream().filter(group -> group.group().equals(name)).findFirst().orElseThrow();
  }

  public List<GroupResult> compared() {
    return compared(groups);
  }

  private static List<GroupResult> compared(List<GroupResult> groups) {
    return groups.stream().filter(group -> group.comparison().isPresent()).toList();
  }
}
