package dev.buttoncolor.analysis.verdict;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.SampleRatioSequence;
import dev.buttoncolor.analysis.Stretch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the groups' sizes fit their planned shares. Where they do not (a sample ratio mismatch),
 * visitors of some group were lost or added, and no difference between the groups means anything.
 *
 * @param pValue the running minimum of the sequential test, 0 to 1
 * @param chiSquarePValue Pearson's test at this look alone, for those who know it; it alarms too
 *     often when looked at repeatedly, and is empty without visitors or with one group
 * @param alarm whether the sizes do not fit
 * @param logBayesFactors ln BF of this look by weight
 * @param expected how many of the visitors each group should have
 * @param detectableLoss how large a part of the smallest group's visitors would have to be lost for
 *     this many visitors to show it; empty where not even the loss of all would
 */
public record SampleRatio(
    double pValue,
    OptionalDouble chiSquarePValue,
    boolean alarm,
    Map<Double, Double> logBayesFactors,
    Map<String, Double> expected,
    OptionalDouble detectableLoss) {

  /** The running minimum at which the sizes do not fit. */
  public static final double ALARM = 0.01;

  /** The p-value of this look alone. */
  public double pNow() {
    return SampleRatioSequence.p(logBayesFactors);
  }

  static SampleRatio of(Design design, List<Stretch> stretches, double runningMinimum) {
    Map<String, Double> expected = new LinkedHashMap<>();
    double statistic = 0;
    int degreesOfFreedom = 0;
    long visitors = 0;
    for (Stretch stretch : stretches) {
      long all = stretch.total();
      if (all == 0) {
        continue;
      }
      for (var group : stretch.shares().entrySet()) {
        double planned = all * group.getValue();
        double off = stretch.visitorsOf(group.getKey()) - planned;
        statistic += off * off / planned;
        expected.merge(group.getKey(), planned, Double::sum);
      }
      degreesOfFreedom += stretch.shares().size() - 1;
      visitors += all;
    }
    return new SampleRatio(
        runningMinimum,
        degreesOfFreedom == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic)),
        runningMinimum <= ALARM,
        SampleRatioSequence.logBayesFactors(stretches),
        expected,
        SampleRatioSequence.detectableLoss(design, visitors, ALARM));
  }
}
