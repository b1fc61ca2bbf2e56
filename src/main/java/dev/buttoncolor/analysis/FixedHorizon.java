package dev.buttoncolor.analysis;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The everyday two-sided test of two proportions: Wald's z test with the unpooled variance. Valid
 * for one look at a moment fixed beforehand and for one comparison, and for nothing else.
 */
final class FixedHorizon {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private FixedHorizon() {}

  /** The p-value, 0 to 1; empty where the counts have no variance. */
  static OptionalDouble p(Counts control, Counts treatment) {
    double variance = variance(control) + variance(treatment);
    if (!(variance > 0)) {
      return OptionalDouble.empty();
    }
    double d = treatment.rate().orElseThrow() - control.rate().orElseThrow();
    double z = Math.abs(d) / Math.sqrt(variance);
    return OptionalDouble.of(Math.min(1, 2 * NORMAL.survivalProbability(z)));
  }

  private static double variance(Counts counts) {
    double n = counts.visitors();
    double rate = counts.signups() / n; // not a number without visitors, and so is the sum
    return rate * (1 - rate) / n;
  }
}
