package dev.buttoncolor.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The sequential test of the groups' sizes at one look: a Bayes factor against the planned shares,
 * exact at every sample size.
 *
 * <p>With counts {@code n_i} of {@code n}, shares {@code q_i} and a weight {@code A},
 *
 * <pre>
 * ln BF_A = lnG(A) - sum lnG(A q_i) + sum lnG(A q_i + n_i) - lnG(A + n) - sum n_i ln q_i
 * p       = min(1, 1 / mean(BF_100, BF_1000, BF_10000))
 * </pre>
 *
 * <p>A mean of martingales is one; the larger weights see small losses in large samples. Over
 * stretches of constant shares the Bayes factors of one weight are multiplied. M. Lindon and A.
 * Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022.
 */
public final class SampleRatioSequence {

  /** The running minimum at which the sizes do not fit. */
  public static final double ALARM = 0.01;

  /** From one that sees a large loss soon to one that sees a small loss late. */
  private static final double[] WEIGHTS = {100, 1000, 10_000};

  private static final int HALVINGS = 30;

  private SampleRatioSequence() {}

  /**
   * Pearson's test of the same at one look, which may not be repeated; empty without visitors or
   * with one group.
   */
  public static OptionalDouble chiSquareP(List<Stretch> stretches) {
    double statistic = 0;
    int degreesOfFreedom = 0;
    for (Stretch stretch : stretches) {
      long all = stretch.total();
      if (all == 0) {
        continue;
      }
      for (Map.Entry<String, Double> group : stretch.shares().entrySet()) {
        double expected = all * group.getValue();
        double off = stretch.visitorsOf(group.getKey()) - expected;
        statistic += off * off / expected;
      }
      degreesOfFreedom += stretch.shares().size() - 1;
    }
    return degreesOfFreedom == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic));
  }

  /** The p-value of one look, 0 to 1. */
  static double p(List<Stretch> stretches) {
    return p(logBayesFactors(stretches));
  }

  /** ln BF of one look, by weight. */
  public static Map<Double, Double> logBayesFactors(List<Stretch> stretches) {
    Map<Double, Double> logs = new LinkedHashMap<>();
    for (double weight : WEIGHTS) {
      logs.put(weight, 0.0);
    }
    for (Stretch stretch : stretches) {
      double[] shares =
          stretch.shares().values().stream().mapToDouble(Double::doubleValue).toArray();
      double[] visitors =
          stretch.shares().keySet().stream().mapToDouble(stretch::visitorsOf).toArray();
      logs.replaceAll((weight, log) -> log + logBayesFactor(shares, visitors, weight));
    }
    return logs;
  }

  /** The p-value of one look by its {@link #logBayesFactors}, 0 to 1. */
  public static double p(Map<Double, Double> logBayesFactors) {
    return p(logBayesFactors.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** One over the mean of the Bayes factors, which may leave the range of a double. */
  private static double p(double[] logs) {
    double largest = Arrays.stream(logs).max().orElseThrow();
    double mean = Arrays.stream(logs).map(log -> Math.exp(log - largest)).average().orElseThrow();
    return Math.min(1, Math.exp(-largest) / mean);
  }

  /** ln BF at one weight; the counts may be expected ones, and so no whole numbers. */
  static double logBayesFactor(double[] shares, double[] visitors, double weight) {
    double log = LogGamma.value(weight);
    double all = 0;
    for (int i = 0; i < shares.length; i++) {
      double prior = weight * shares[i];
      log +=
          LogGamma.value(prior + visitors[i])
              - LogGamma.value(prior)
              - visitors[i] * Math.log(shares[i]);
      all += visitors[i];
    }
    return log - LogGamma.value(weight + all);
  }

  /**
   * The smallest part of the smallest group's visitors whose loss this many visitors would show, in
   * about half of such runs; empty where not even the loss of all would.
   *
   * @param visitors of all groups, those lost not among them
   * @param level the p-value that shows it
   */
  public static OptionalDouble detectableLoss(Design design, long visitors, double level) {
    double[] shares = design.shares().values().stream().mapToDouble(Double::doubleValue).toArray();
    if (pAfterLoss(shares, visitors, 1) > level) {
      return OptionalDouble.empty();
    }
    double hidden = 0;
    double shown = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (hidden + shown) / 2;
      if (pAfterLoss(shares, visitors, middle) > level) {
        hidden = middle;
      } else {
        shown = middle;
      }
    }
    return OptionalDouble.of(shown);
  }

  /** The p-value of the counts expected where the smallest group loses a part of its visitors. */
  private static double pAfterLoss(double[] shares, long visitors, double lost) {
    double smallest = Arrays.stream(shares).min().orElseThrow();
    double[] expected = new double[shares.length];
    boolean taken = false;
    for (int i = 0; i < shares.length; i++) {
      boolean loses = !taken && shares[i] == smallest;
      taken |= loses;
      expected[i] = visitors * shares[i] * (loses ? 1 - lost : 1) / (1 - smallest * lost);
    }
    return p(
        Arrays.stream(WEIGHTS).map(weight -> logBayesFactor(shares, expected, weight)).toArray());
  }
}
