package dev.buttoncolor.analysis;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
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

  /** ln BF at one weight. */
  public record LogBayesFactor(double weight, double value) {}

  /** How many visitors of a group are in a stretch: counted ones, or expected ones. */
  private interface Visitors {
    double of(String group, Stretch stretch);
  }

  private SampleRatioSequence() {}

  /** How many visitors of a group its share asks for. */
  public static double expected(String group, Stretch stretch) {
    return stretch.visitors() * stretch.shares().get(group);
  }

  /** The part of Pearson's chi-square statistic of a group of which so many are expected. */
  public static double chiSquare(long visitors, double expected) {
    double off = visitors - expected;
    return off * off / expected;
  }

  /**
   * Pearson's test of the same at one look, which may not be repeated; empty without visitors or
   * with one group.
   */
  public static OptionalDouble chiSquareP(List<Stretch> stretches) {
    double statistic = 0;
    int degreesOfFreedom = 0;
    for (Stretch stretch : stretches) {
      if (stretch.visitors() > 0) {
        for (String group : stretch.shares().keySet()) {
          statistic += chiSquare(stretch.of(group).visitors(), expected(group, stretch));
        }
        degreesOfFreedom += stretch.shares().size() - 1;
      }
    }
    return degreesOfFreedom == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic));
  }

  /** ln BF of one look, by weight. */
  public static List<LogBayesFactor> logBayesFactors(List<Stretch> stretches) {
    return logBayesFactors(stretches, (group, stretch) -> stretch.of(group).visitors());
  }

  private static List<LogBayesFactor> logBayesFactors(List<Stretch> stretches, Visitors visitors) {
    return WEIGHTS.stream()
        .map(
            weight ->
                new LogBayesFactor(
                    weight,
                    stretches.stream()
                        .mapToDouble(stretch -> logBayesFactor(stretch, visitors, weight))
                        .reduce(0, Double::sum)))
        .toList();
  }

  private static double logBayesFactor(Stretch stretch, Visitors visitors, double weight) {
    double log = LogGamma.value(weight);
    double all = 0;
    for (Map.Entry<String, Double> share : stretch.shares().entrySet()) {
      double prior = weight * share.getValue();
      double n = visitors.of(share.getKey(), stretch);
      log += LogGamma.value(prior + n) - LogGamma.value(prior) - n * Math.log(share.getValue());
      all += n;
    }
    return log - LogGamma.value(weight + all);
  }

  /**
   * The p-value of one look, 0 to 1: one over the mean of the Bayes factors, which may leave the
   * range of a double.
   */
  public static double p(List<LogBayesFactor> factors) {
    double largest = values(factors).max().orElseThrow();
    double mean = values(factors).map(log -> Math.exp(log - largest)).average().orElseThrow();
    return Math.min(1, Math.exp(-largest) / mean);
  }

  private static DoubleStream values(List<LogBayesFactor> factors) {
    return factors.stream().mapToDouble(LogBayesFactor::value);
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
  private static boolean shows(List<Stretch> stretches, String losing, double lost) {
    Visitors left =
        (group, stretch) ->
            expected(group, stretch)
                * (group.equals(losing) ? 1 - lost : 1)
                / (1 - stretch.share(losing).orElse(0) * lost);
    return p(logBayesFactors(stretches, left)) <= ALARM;
  }
}
