package dev.buttoncolor.results;

import java.util.OptionalDouble;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the groups' sizes fit their planned shares. Where they do not (a sample ratio mismatch),
 * visitors of some group were lost or added, and no difference between the groups means anything.
 *
 * @param pValue the smallest so far of the sequential test, 0 to 1
 * @param chiSquarePValue Pearson's test at this look alone, for those who know it; it alarms too
 *     often when looked at repeatedly, and is empty without visitors or with one group
 * @param alarm whether the sizes do not fit
 */
public record SampleRatio(double pValue, OptionalDouble chiSquarePValue, boolean alarm) {

  private static final double ALARM = 0.01;
  private static final double PRIOR_WEIGHT = 100;

  static SampleRatio of(Design design, Tally tally, double smallestSoFar) {
    return new SampleRatio(smallestSoFar, chiSquarePValue(design, tally), smallestSoFar <= ALARM);
  }

  /**
   * The sequential test at this look: with counts {@code n_i} of {@code n}, shares {@code q_i} and
   * {@code a_i = 100 q_i},
   *
   * <pre>
   * ln BF = lnG(100) - sum lnG(a_i) + sum lnG(a_i + n_i) - lnG(100 + n) - sum n_i ln q_i
   * p     = min(1, exp(-ln BF))
   * </pre>
   *
   * <p>It is a Bayes factor against the planned shares, and exact at every sample size. Lindon and
   * Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022.
   */
  static double pValueAt(Design design, Tally tally) {
    double logBayesFactor = LogGamma.value(PRIOR_WEIGHT);
    double visitors = 0;
    for (Arm arm : design.arms()) {
      double prior = PRIOR_WEIGHT * arm.share();
      double n = tally.of(arm.group()).visitors();
      logBayesFactor +=
          LogGamma.value(prior + n) - LogGamma.value(prior) - n * Math.log(arm.share());
      visitors += n;
    }
    logBayesFactor -= LogGamma.value(PRIOR_WEIGHT + visitors);
    return Math.min(1, Math.exp(-logBayesFactor));
  }

  private static OptionalDouble chiSquarePValue(Design design, Tally tally) {
    double visitors = plannedGroupsVisitors(design, tally);
    int degreesOfFreedom = design.arms().size() - 1;
    if (visitors == 0 || degreesOfFreedom == 0) {
      return OptionalDouble.empty();
    }
    double statistic = 0;
    for (Arm arm : design.arms()) {
      double expected = visitors * arm.share();
      double off = tally.of(arm.group()).visitors() - expected;
      statistic += off * off / expected;
    }
    return OptionalDouble.of(
        ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic));
  }

  /** The visitors of the groups of the plan, which are those that the shares speak of. */
  static long plannedGroupsVisitors(Design design, Tally tally) {
    return design.arms().stream().mapToLong(arm -> tally.of(arm.group()).visitors()).sum();
  }
}
