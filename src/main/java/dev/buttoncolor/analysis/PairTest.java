package dev.buttoncolor.analysis;

import java.util.Optional;

/**
 * The test of one pair at one look, in two parts: watching, at every look, and one planned look.
 * For each direction
 *
 * <pre>
 * p = min(1, smallest p of watching / 0.3, p of the planned look / 0.7)
 * </pre>
 *
 * <p>where the planned look counts in the direction of its difference alone.
 *
 * @param counts of this look
 * @param plannedVisitors effective ones, of both groups together
 * @param above the combined p that the group's rate is above, 0 to 1
 * @param below the same that it is below
 * @param planned the planned look; empty before it is taken
 */
public record PairTest(
    PairCounts counts,
    long plannedVisitors,
    double above,
    double below,
    Optional<PlannedLook> planned) {

  /**
   * What is shown of a comparison at a level; an interval always holds the estimate beside it.
   *
   * @param differences what is left open of the true difference
   * @param lifts the same of the lift; to infinity if control has no signup
   * @param plannedLookDisagrees whether the planned look said otherwise, and is left out
   */
  public record Intervals(Interval differences, Interval lifts, boolean plannedLookDisagrees) {}

  static PairTest of(
      Pair pair,
      GroupCounts counts,
      long plannedVisitors,
      RunningMinima minima,
      Optional<PlannedLook> planned) {
    double ofPlan = planned.map(look -> look.p() / Design.PLANNED_LOOK).orElse(1.0);
    double d = planned.map(PlannedLook::difference).orElse(0.0);
    return new PairTest(
        counts.of(pair),
        plannedVisitors,
        combined(minima.p(pair.above()), d > 0 ? ofPlan : 1),
        combined(minima.p(pair.below()), d < 0 ? ofPlan : 1),
        planned);
  }

  private static double combined(double watching, double plannedLook) {
    return Math.min(1, Math.min(watching / Design.WATCHING, plannedLook));
  }

  /** The smaller of the two directions. */
  public double p() {
    return Math.min(above, below);
  }

  /** Whether it has passed its gate. */
  public boolean isKnown() {
    return MinimumSample.isReached(counts);
  }

  public MixtureSequence watching() {
    return new MixtureSequence(counts, plannedVisitors);
  }

  /** Whether the present look has no evidence for the direction that p speaks of. */
  boolean hasFaded() {
    double d = counts.difference().orElse(0);
    boolean sameSign = above < below ? d > 0 : d < 0;
    return !isKnown() || !sameSign || watching().logEvidence(0) <= 0;
  }

  /**
   * What is shown, from the gate on.
   *
   * @param level of the comparison, of which both parts have theirs
   * @param faded whether it has decided and faded, so that the planned look no longer counts
   */
  Intervals intervals(double level, boolean faded) {
    return intervals(counts, plannedVisitors, faded ? Optional.empty() : planned, level);
  }

  /** The same of any counts that have passed the gate. */
  public static Intervals intervals(
      PairCounts counts, long plannedVisitors, Optional<PlannedLook> planned, double level) {
    MixtureSequence watching = new MixtureSequence(counts, plannedVisitors);
    Interval differences = watching.differences(Design.WATCHING * level);
    Interval lifts = watching.lifts(Design.WATCHING * level);
    if (planned.isEmpty()) {
      return new Intervals(differences, lifts, false);
    }
    Interval plannedDifferences = planned.get().differences(Design.PLANNED_LOOK * level);
    Interval plannedLifts = planned.get().lifts(Design.PLANNED_LOOK * level);
    double lift = counts.lift().orElse(Double.POSITIVE_INFINITY);
    return plannedDifferences.holds(counts.difference().getAsDouble()) && plannedLifts.holds(lift)
        ? new Intervals(
            differences.intersect(plannedDifferences), lifts.intersect(plannedLifts), false)
        : new Intervals(differences, lifts, true);
  }

  /** What a winner's difference is likely to be: d r / (1 + r). */
  public double cautiousGuess() {
    double r = watching().r();
    return counts.difference().orElseThrow() * r / (1 + r);
  }
}
