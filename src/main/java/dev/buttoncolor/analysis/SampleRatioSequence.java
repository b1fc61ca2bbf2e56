package dev.buttoncolor.analysis;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

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
final class SampleRatioSequence {

  private static final double[] WEIGHTS = {100, 1000, 10_000};

  private SampleRatioSequence() {}

  /** The p-value of one look, 0 to 1. */
  static double p(List<Stretch> stretches) {
    double[] logs = new double[WEIGHTS.length];
    for (int i = 0; i < WEIGHTS.length; i++) {
      double weight = WEIGHTS[i];
      logs[i] = stretches.stream().mapToDouble(stretch -> logBayesFactor(stretch, weight)).sum();
    }
    double largest = Arrays.stream(logs).max().orElseThrow();
    double mean = Arrays.stream(logs).map(log -> Math.exp(log - largest)).average().orElseThrow();
    return Math.min(1, Math.exp(-largest) / mean);
  }

  static double logBayesFactor(Stretch stretch, double weight) {
    double log = LogGamma.value(weight);
    double all = 0;
    for (var group : stretch.shares().entrySet()) {
      double share = group.getValue();
      double prior = weight * share;
      double visitors = stretch.visitorsOf(group.getKey());
      log += LogGamma.value(prior + visitors) - LogGamma.value(prior) - visitors * Math.log(share);
      all += visitors;
    }
    return log - LogGamma.value(weight + all);
  }
}
