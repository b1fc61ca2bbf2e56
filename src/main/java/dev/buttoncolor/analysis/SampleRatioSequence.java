package dev.buttoncolor.analysis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
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
  private static final List<Double> WEIGHTS = List.of(100.0, 1000.0, 10_000.0);

  private SampleRatioSequence() {}

  /**
   * Pearson's test of the same at one look, which may not be repeated; empty without visitors or
   * with one group.
   */
  public static OptionalDouble chiSquareP(List<Stretch> stretches) {
    double statistic = 0;
    int degreesOfFreedom = 0;
    for (Stretch stretch : stretches) {
      long all = stretch.visitors();
      if (all == 0) {
        continue;
      }
      for (Map.Entry<String, Double> group : stretch.shares().entrySet()) {
        double expected = all * group.getValue();
        double off = stretch.of(group.getKey()).visitors() - expected;
        statistic += off * off / expected;
      }
      degreesOfFreedom += stretch.shares().size() - 1;
    }
    return degreesOfFreedom == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic));
  }

  /** ln BF of one look, by weight. */
  public static Map<Double, Double> logBayesFactors(List<Stretch> stretches) {
    return logBayesFactors(
        stretches,
        stretch ->
            stretch.shares().keySet().stream()
                .mapToDouble(group -> stretch.of(group).visitors())
                .toArray());
  }

  /**
   * @param visitors of the groups that have a share, in their order; they may be expected ones, and
   *     so no whole numbers
   */
  private static Map<Double, Double> logBayesFactors(
      List<Stretch> stretches, Function<Stretch, double[]> visitors) {
    Map<Double, Double> logs = new LinkedHashMap<>();
    for (double weight : WEIGHTS) {
      double log = 0;
      for (Stretch stretch : stretches) {
        log += logBayesFactor(sharesOf(stretch), visitors.apply(stretch), weight);
      }
      logs.put(weight, log);
    }
    return logs;
  }

  private static double logBayesFactor(double[] shares, double[] visitors, double weight) {
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

  private static double[] sharesOf(Stretch stretch) {
    return stretch.shares().values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The p-value of one look by its {@link #logBayesFactors}, 0 to 1: one over the mean of the Bayes
   * factors, which may leave the range of a double.
   */
  public static double p(Map<Double, Double> logBayesFactors) {
    Collection<Double> logs = logBayesFactors.values();
    double largest = logs.stream().max(Double::compare).orElseThrow();
    double mean = logs.stream().mapToDouble(log -> Math.exp(log - largest)).average().orElseThrow();
    return Math.min(1, Math.exp(-largest) / mean);
  }

  /**
   * The smallest part of a group's visitors whose loss these visitors would show, in about half of
   * such runs; empty if not even the loss of all would.
   *
   * @param stretches of which the visitors of all groups together count, those lost not among them
   */
  public static OptionalDouble detectableLoss(List<Stretch> stretches, String group) {
    boolean hasOthers = stretches.stream().anyMatch(stretch -> stretch.shares().size() > 1);
    return hasOthers && shows(stretches, group, 1)
        ? OptionalDouble.of(ScoreTest.end(1, 0, lost -> shows(stretches, group, lost)))
        : OptionalDouble.empty();
  }

  /** Whether the counts alarm that are expected if a group loses a part of its visitors. */
  private static boolean shows(List<Stretch> stretches, String group, double lost) {
    return p(logBayesFactors(stretches, stretch -> expected(stretch, group, lost))) <= ALARM;
  }

  private static double[] expected(Stretch stretch, String group, double lost) {
    double left = 1 - stretch.shares().getOrDefault(group, 0.0) * lost;
    return stretch.shares().entrySet().stream()
        .mapToDouble(
            one ->
                stretch.visitors()
                    * one.getValue()
                    * (one.getKey().equals(group) ? 1 - lost : 1)
                    / left)
        .toArray();
  }
}
