package dev.buttoncolor.analysis.verdict;

import dev.buttoncolor.analysis.ChanceToBeat;
import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.FixedHorizon;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.Lift;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.Pair;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One group against another: a treatment against control, or one of several winners against
 * another. p-values and intervals are valid at every look; {@code chanceToBeat} and {@code
 * fixedHorizonPValue} describe and decide nothing.
 *
 * @param group the group whose rate, less the other's, is the difference
 * @param other the group that it is compared with
 * @param visitors both groups' together
 * @param difference -1 to 1; empty where either group has no visitors
 * @param interval what the counts leave open for the true difference; empty before the {@linkplain
 *     MinimumSample minimum sample}
 * @param lift the difference as a part of the other's rate; empty where that is 0 or unknown
 * @param liftInterval the lift's own confidence sequence; empty before the minimum sample and where
 *     either group has no signup
 * @param evidence what the standing goes by
 * @param chanceToBeat the probability of the higher rate; empty where either has no visitors
 * @param fixedHorizonPValue the everyday test; empty where the counts have no variance
 * @param standing what may be concluded
 */
public record Comparison(
    String group,
    String other,
    long visitors,
    OptionalDouble difference,
    Optional<Interval> interval,
    OptionalDouble lift,
    Optional<Interval> liftInterval,
    Evidence evidence,
    OptionalDouble chanceToBeat,
    OptionalDouble fixedHorizonPValue,
    Standing standing) {

  /**
   * The evidence against "no difference".
   *
   * @param now ln E(0) of this look alone; empty before the minimum sample
   * @param above the running minimum of p over looks at which the group's rate is above
   * @param below the same over looks at which it is below
   * @param adjusted the smaller of the two after Holm's adjustment over the family
   */
  public record Evidence(OptionalDouble now, double above, double below, double adjusted) {

    /** The smaller of the two running minima. */
    public double p() {
      return Math.min(above, below);
    }
  }

  /**
   * The comparison at one look.
   *
   * @param level of each interval
   */
  static Comparison of(
      Pair pair, Family family, double level, GroupCounts counts, long plannedVisitors) {
    Counts other = counts.of(pair.other());
    Counts group = counts.of(pair.group());
    Optional<MixtureSequence> sequence =
        MinimumSample.isReached(other, group)
            ? Optional.of(new MixtureSequence(other, group, plannedVisitors))
            : Optional.empty();
    return new Comparison(
        pair.group(),
        pair.other(),
        other.visitors() + group.visitors(),
        difference(other, group),
        sequence.map(s -> s.interval(level)),
        Lift.of(other, group),
        sequence.flatMap(s -> Lift.interval(other, group, s.standardErrors(level))),
        family.evidence(
            pair,
            sequence.isPresent()
                ? OptionalDouble.of(sequence.get().logEvidence(0))
                : OptionalDouble.empty()),
        ChanceToBeat.of(other, group),
        FixedHorizon.p(other, group),
        family.standing(pair));
  }

  private static OptionalDouble difference(Counts other, Counts group) {
    return other.visitors() == 0 || group.visitors() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(group.rate().getAsDouble() - other.rate().getAsDouble());
  }
}
