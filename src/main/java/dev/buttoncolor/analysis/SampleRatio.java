package dev.buttoncolor.analysis;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether the groups' sizes fit their planned shares. If they do not (a sample ratio mismatch),
 * visitors of some group were lost or added, and no difference between the groups means anything.
 *
 * <p>The test is sequential: a Bayes factor against the planned shares, exact at every sample size.
 * With counts {@code n_i} of {@code n}, shares {@code q_i} and a weight {@code A},
 *
 * <pre>
 * ln BF_A = lnG(A) - sum lnG(A q_i) + sum lnG(A q_i + n_i) - lnG(A + n) - sum n_i ln q_i
 * p       = min(1, 1 / mean(BF_100, BF_1000, BF_10000))
 * </pre>
 *
 * <p>A mean of martingales is one; the larger weights see small losses in large samples. Over
 * stretches of constant shares the Bayes factors of one weight are multiplied. M. Lindon and A.
 * Malek, "Anytime-valid inference for multinomial count data", NeurIPS 2022.
 *
 * @param pValue the running minimum of the sequential test, 0 to 1
 * @param chiSquarePValue Pearson's test at this look alone, which may not be repeated; empty
 *     without visitors or with one group
 * @param expected how many of the visitors each group should have
 * @param smallestGroup the group with the smallest share now
 * @param detectableLoss the smallest part of its visitors whose loss would show, in about half of
 *     runs; empty if not even the loss of all would
 */
public record SampleRatio(
    double pValue,
    OptionalDouble chiSquarePValue,
    boolean alarm,
    List<LogBayesFactor> logBayesFactors,
    Map<String, Double> expected,
    String smallestGroup,
    OptionalDouble detectableLoss) {

  /** The running minimum at which the sizes do not fit. */
  public static final double ALARM = 0.01;

  /** From one that sees a large loss soon to one that sees a small loss late. */
  private static final List<Double> WEIGHTS = List.of(100.0, 1000.0, 10_000.0);

  /** ln BF at one weight. */
  public record LogBayesFactor(double weight, double value) {}

  public static SampleRatio of(Design design, List<Stretch> stretches, double runningMinimum) {
    List<Stretch> visited = stretches.stream().filter(stretch -> stretch.visitors() > 0).toList();
    Map<String, Double> expected = new LinkedHashMap<>();
    for (Stretch stretch : visited) {
      for (String group : stretch.shares().keySet()) {
        expected.merge(group, expected(group, stretch), Double::sum);
      }
    }
    String smallest =
        Stream.concat(design.treatments().stream(), Stream.of(design.control()))
            .min(Comparator.comparing(design.shares()::get))
            .orElseThrow();
    return new SampleRatio(
        runningMinimum,
        chiSquareP(visited),
        runningMinimum <= ALARM,
        logBayesFactors(stretches),
        expected,
        smallest,
        detectableLoss(stretches, smallest));
  }

  private static double expected(String group, Stretch stretch) {
    return stretch.visitors() * stretch.shares().get(group);
  }

  private static double chiSquare(long visitors, double expected) {
    double off = visitors - expected;
    return off * off / expected;
  }

  /** The group whose size fits least. */
  public String worst(GroupCounts counts) {
    return expected.keySet().stream()
        .max(
            Comparator.comparingDouble(
                group -> chiSquare(counts.of(group).visitors(), expected.get(group))))
        .orElseThrow();
  }

  static OptionalDouble chiSquareP(List<Stretch> visited) {
    double statistic = 0;
    int degreesOfFreedom = 0;
    for (Stretch stretch : visited) {
      for (String group : stretch.shares().keySet()) {
        statistic += chiSquare(stretch.of(group).visitors(), expected(group, stretch));
      }
      degreesOfFreedom += stretch.shares().size() - 1;
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

  private static List<LogBayesFactor> logBayesFactors(
      List<Stretch> stretches, ToDoubleBiFunction<String, Stretch> visitors) {
    return WEIGHTS.stream()
        .map(weight -> new LogBayesFactor(weight, log(weight, stretches, visitors)))
        .toList();
  }

  private static double log(
      double weight, List<Stretch> stretches, ToDoubleBiFunction<String, Stretch> visitors) {
    double sum = 0;
    for (Stretch stretch : stretches) {
      double log = LogGamma.value(weight);
      double all = 0;
      for (Map.Entry<String, Double> share : stretch.shares().entrySet()) {
        double prior = weight * share.getValue();
        double n = visitors.applyAsDouble(share.getKey(), stretch);
        log += LogGamma.value(prior + n) - LogGamma.value(prior) - n * Math.log(share.getValue());
        all += n;
      }
      sum += log - LogGamma.value(weight + all);
    }
    return sum;
  }

  /**
   * The p-value of one look, 0 to 1: one over the mean of the Bayes factors, which may leave the
   * range of a double.
   */
  public static double p(List<LogBayesFactor> factors) {
    double[] logs = factors.stream().mapToDouble(LogBayesFactor::value).toArray();
    double largest = DoubleStream.of(logs).max().orElseThrow();
    double mean = DoubleStream.of(logs).map(log -> Math.exp(log - largest)).average().orElseThrow();
    return Math.min(1, Math.exp(-largest) / mean);
  }

  static OptionalDouble detectableLoss(List<Stretch> stretches, String group) {
    boolean hasOthers = stretches.stream().anyMatch(stretch -> stretch.shares().size() > 1);
    return hasOthers && shows(stretches, group, 1)
        ? OptionalDouble.of(ScoreTest.end(1, 0, lost -> shows(stretches, group, lost)))
        : OptionalDouble.empty();
  }

  /** Whether the counts alarm that are expected if a group loses a part of its visitors. */
  private static boolean shows(List<Stretch> stretches, String losing, double lost) {
    return p(
            logBayesFactors(
                stretches,
                (group, stretch) ->
                    expected(group, stretch)
                        * (group.equals(losing) ? 1 - lost : 1)
                        / (1 - stretch.shares().getOrDefault(losing, 0.0) * lost)))
        <= ALARM;
  }
}
