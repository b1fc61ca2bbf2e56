package dev.buttoncolor.analysis;

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

  /** What the look leaves open; it excludes the truth with a chance of the level. */
  ScoreTest.Intervals intervals(double level) {
    return new ScoreTest(counts).intervals(limit(level));
  }

  /** The square of z at which the look excludes a difference. */
  public static double limit(double level) {
    double z = NORMAL.inverseSurvivalProbability(level / 2);
    return z * z;
  }
}
