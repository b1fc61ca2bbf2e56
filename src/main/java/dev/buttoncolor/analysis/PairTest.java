package dev.buttoncolor.analysis;

import dev.buttoncolor.analysis.ScoreTest.Intervals;
import java.util.Optional;

/**
 * The test of one pair at one look, in two parts: watching, at every look, and one planned look,
 * once the plan is full. For each direction
 *
 * <pre>
 * p = min(1, smallest p of watching / 0.3, p of the planned look / 0.7)
 * </pre>
 *
 * <p>The planned look is an everyday {@link ScoreTest}, and counts in the direction of its
 * difference alone. It is in the manner of J. L. Haybittle, British Journal of Radiology 44 (1971),
 * and R. Peto and others, British Journal of Cancer 34 (1976).
 *
 * @param plannedVisitors effective ones, of both groups together
 * @param above the combined p that the group's rate is above, 0 to 1
 * @param below the same that it is below
 * @param planned the counts of the planned look; empty before it is taken
 */
public record PairTest(
    PairCounts counts,
    long plannedVisitors,
    double above,
    double below,
    Optional<PairCounts> planned) {

  public static PairTest of(Pair pair, PairCounts counts, long plannedVisitors, Evidence evidence) {
    Optional<PairCounts> planned = evidence.plannedLook(pair);
    double p = planned.map(look -> new ScoreTest(look).p() / Design.PLANNED_LOOK).orElse(1.0);
    double d = planned.map(look -> look.difference().getAsDouble()).orElse(0.0);
    return new PairTest(
        counts,
        plannedVisitors,
        combined(evidence.p(pair), d > 0 ? p : 1),
        combined(evidence.p(pair.reversed()), d < 0 ? p : 1),
        planned);
  }

  private static double combined(double watching, double plannedLook) {
    return Math.min(1, Math.min(watching / Design.WATCHING, plannedLook));
  }

  public double p() {
    return Math.min(above, below);
  }

  public MixtureSequence watching() {
    return new MixtureSequence(counts, plannedVisitors);
  }

  /** Whether the present look has no evidence for the direction that p speaks of. */
  boolean hasFaded() {
    double d = counts.difference().orElse(0);
    boolean sameSign = above < below ? d > 0 : d < 0;
    return !counts.hasMinimumSample() || !sameSign || watching().logEvidence(0) <= 0;
  }

  /**
   * What is shown at a level: what both parts leave open at their parts of it. A planned look that
   * {@linkplain #plannedLookDisagrees does not hold} what is seen now is left out.
   */
  public Intervals intervals(double level) {
    Intervals watching = watching().intervals(Design.WATCHING * level);
    return plannedIntervals(level).filter(this::hold).map(watching::intersect).orElse(watching);
  }

  /** Whether the planned look has excluded the present difference or lift. */
  public boolean plannedLookDisagrees(double level) {
    return !plannedIntervals(level).map(this::hold).orElse(true);
  }

  private Optional<Intervals> plannedIntervals(double level) {
    return planned.map(look -> new ScoreTest(look).intervals(Design.PLANNED_LOOK * level));
  }

  private boolean hold(Intervals intervals) {
    return intervals.differences().holds(counts.difference().getAsDouble())
        && intervals.lifts().holds(counts.lift().orElse(Double.POSITIVE_INFINITY));
  }

  /** What a winner's difference is likely to be: d r / (1 + r). */
  public double cautiousGuess() {
    double r = watching().r();
    return counts.difference().getAsDouble() * r / (1 + r);
  }

  PairTest watchingAlone() {
    return new PairTest(counts, plannedVisitors, above, below, Optional.empty());
  }
}
