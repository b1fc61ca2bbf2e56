package dev.buttoncolor.results;

import dev.buttoncolor.analysis.ChanceToBeat;
import dev.buttoncolor.analysis.ComparisonFamily;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.FixedHorizon;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Lift;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.Standing;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One group against another. p-values and intervals are valid at every look; {@code chanceToBeat}
 * and {@code fixedHorizonPValue} describe and decide nothing.
 *
 * @param against the group that it is compared with
 * @param difference the group's rate less the other's; empty if either has no visitors
 * @param low of the difference's interval; empty before the minimum sample, as all intervals
 * @param lift the difference as a part of the other's rate; empty if that is 0 or unknown
 * @param logEvidence ln E(0) of this look alone
 * @param pValue the smaller of {@code pAbove} and {@code pBelow}
 * @param pAbove the running minimum over looks at which the group's rate is above
 * @param pBelow the same over looks at which it is below
 * @param adjustedPValue {@code pValue} after Holm's adjustment
 */
public record Comparison(
    String against,
    OptionalDouble difference,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble lift,
    OptionalDouble liftLow,
    OptionalDouble liftHigh,
    OptionalDouble logEvidence,
    double pValue,
    double pAbove,
    double pBelow,
    double adjustedPValue,
    Standing standing,
    OptionalDouble chanceToBeat,
    OptionalDouble fixedHorizonPValue) {

  /**
   * The comparison at one look.
   *
   * @param level of each interval
   */
  static Comparison of(
      Pair pair, ComparisonFamily family, double level, GroupCounts counts, long plannedVisitors) {
    Counts other = counts.of(pair.other());
    Counts group = counts.of(pair.group());
    Optional<MixtureSequence> sequence =
        MinimumSample.isReached(other, group)
            ? Optional.of(new MixtureSequence(other, group, plannedVisitors))
            : Optional.empty();
    Optional<Interval> interval = sequence.map(known -> known.interval(level));
    Optional<Interval> lift =
        sequence.flatMap(known -> Lift.interval(other, group, known.standardErrors(level)));
    return new Comparison(
        pair.other(),
        difference(other, group),
        low(interval),
        high(interval),
        Lift.of(other, group),
        low(lift),
        high(lift),
        sequence.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(sequence.get().logEvidence(0)),
        Math.min(family.above(pair), family.below(pair)),
        family.above(pair),
        family.below(pair),
        family.adjustedP(pair),
        family.standing(pair),
        ChanceToBeat.of(other, group),
        FixedHorizon.p(other, group));
  }

  private static OptionalDouble difference(Counts other, Counts group) {
    return other.visitors() == 0 || group.visitors() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(group.rate().getAsDouble() - other.rate().getAsDouble());
  }

  static OptionalDouble low(Optional<Interval> interval) {
    return interval.stream().mapToDouble(Interval::low).findFirst();
  }

  static OptionalDouble high(Optional<Interval> interval) {
    return interval.stream().mapToDouble(Interval::high).findFirst();
  }

  /** Whether it has passed its minimum sample, and so has intervals. */
  public boolean isKnown() {
    return low.isPresent();
  }

  public boolean holdsZero() {
    return isKnown() && low.getAsDouble() <= 0 && 0 <= high.getAsDouble();
  }

  /**
   * Whether the interval of this look holds 0 though p has decided: common, since Holm's later
   * steps decide at a larger level than the interval is drawn at, and p keeps its running minimum.
   */
  public boolean isDecidedWithZeroInside() {
    return standing.isDecision() && holdsZero();
  }
}
