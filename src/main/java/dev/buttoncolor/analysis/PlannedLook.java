package dev.buttoncolor.analysis;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The one look at a pair when its plan is full: an everyday score test, which is taken once. In the
 * manner of J. L. Haybittle, British Journal of Radiology 44 (1971), and R. Peto and others,
 * British Journal of Cancer 34 (1976).
 *
 * <pre>
 * z = d / sqrt(V(0))      p = 2 (1 - Phi(|z|))      interval = { D : |d-D| / sqrt(V(D)) &lt; z_(1 - level/2) }
 * </pre>
 *
 * @param counts of the pair when the look was taken
 */
public record PlannedLook(PairCounts counts) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Whether a pair of these counts is due for it. */
  public static boolean isDue(PairCounts counts, long plannedVisitors) {
    return counts.effectiveVisitors() >= plannedVisitors
        && MinimumSample.isReachedForPlannedLook(counts);
  }

  public double difference() {
    return counts.difference().orElseThrow();
  }

  public double z() {
    double z = Math.sqrt(new ScoreTest(counts).chiSquare(0));
    return difference() < 0 ? -z : z;
  }

  /** The two-sided p-value, 0 to 1; its direction is the difference's. */
  public double p() {
    return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z())));
  }

  /** The differences that the look leaves open, but for a chance of the level. */
  public Interval differences(double level) {
    return new ScoreTest(counts).differences(limit(level));
  }

  /** The same of the lift; see {@link ScoreTest#lifts}. */
  public Interval lifts(double level) {
    return new ScoreTest(counts).lifts(limit(level));
  }

  /** How far from the counts the ends of the intervals at a level are, by the score test. */
  public static double limit(double level) {
    double z = NORMAL.inverseSurvivalProbability(level / 2);
    return z * z;
  }

  /** The difference that the plan finds, at control's rate of this look. */
  OptionalDouble detectable(int treatments, long plannedVisitors) {
    return Planner.detectable(treatments, counts.controlRate(), plannedVisitors);
  }
}
