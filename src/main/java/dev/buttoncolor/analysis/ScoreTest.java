package dev.buttoncolor.analysis;

import dev.buttoncolor.analysis.PairCounts.InStretch;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How far the counts of a pair are from a difference or a ratio of its rates: the score test, by
 * stretches.
 *
 * <pre>
 * V(D) = sum w_s^2 ( q_js (1-q_js) / n_js + q_cs (1-q_cs) / n_cs ) / W^2       (d-D)^2 / V(D)
 * T(f) = sum w_s (p_js - f p_cs) / W
 * V(f) = sum w_s^2 ( q_js (1-q_js) / n_js + f^2 q_cs (1-q_cs) / n_cs ) / W^2   T(f)^2 / V(f)
 * z    = d / sqrt(V(0))      p = 2 (1 - Phi(|z|))
 * </pre>
 *
 * <p>with the likeliest rates q of each stretch {@linkplain RestrictedRates under that condition}.
 * O. Miettinen and M. Nurminen, "Comparative analysis of two rates", Statistics in Medicine 4
 * (1985).
 */
public final class ScoreTest {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Halvings of a range at most 1 long, until it is shorter than any figure shown. */
  private static final int HALVINGS = 40;

  private final PairCounts counts;
  private final double weight;
  private final double difference;

  /** What is not excluded: lifts are from -1 (no signup) to infinity (none of control). */
  public record Intervals(Interval differences, Interval lifts) {

    Intervals intersect(Intervals other) {
      return new Intervals(differences.intersect(other.differences), lifts.intersect(other.lifts));
    }
  }

  /** Of counts with visitors of both groups. */
  public ScoreTest(PairCounts counts) {
    this.counts = counts;
    weight = counts.weight();
    difference = counts.difference().orElseThrow();
  }

  /** V(D). */
  public double variance(double difference) {
    return sum(1, s -> RestrictedRates.atDifference(s, difference)) / (weight * weight);
  }

  private double sum(double ratio, Function<InStretch, RestrictedRates> rates) {
    double sum = 0;
    for (InStretch stretch : counts.stretches()) {
      RestrictedRates q = rates.apply(stretch);
      double ofControl = q.control() * (1 - q.control()) / stretch.control().visitors();
      double ofTreatment = q.treatment() * (1 - q.treatment()) / stretch.treatment().visitors();
      sum += stretch.weight() * stretch.weight() * (ofTreatment + ratio * ratio * ofControl);
    }
    return sum;
  }

  /**
   * The distance from a difference D, as a square in units of the variance; infinite if the counts
   * are impossible under it.
   */
  public double chiSquare(double against) {
    double off = difference - against;
    return off == 0 ? 0 : off * off / variance(against);
  }

  /** The same from a ratio f of the treatment's rate to control's, 0 or more. */
  private double chiSquareAtRatio(double ratio) {
    double off = counts.treatmentRate() - ratio * counts.controlRate();
    return off == 0
        ? 0
        : off * off / (sum(ratio, s -> RestrictedRates.atRatio(s, ratio)) / (weight * weight));
  }

  /** The distance from no difference, in standard errors, with the sign of the difference. */
  public double z() {
    return Math.copySign(Math.sqrt(chiSquare(0)), difference);
  }

  /** The two-sided p of a look that is taken once, 0 to 1; its direction is the difference's. */
  public double p() {
    return twoSided(Math.abs(z()));
  }

  /**
   * The everyday two-sided p: Wald's z test, with the variance of the observed rates; empty if they
   * have none. Valid for one comparison, at one look that is fixed beforehand.
   */
  public OptionalDouble fixedHorizonP() {
    double variance = sum(1, RestrictedRates::observed);
    return variance > 0
        ? OptionalDouble.of(twoSided(Math.abs(difference * weight) / Math.sqrt(variance)))
        : OptionalDouble.empty();
  }

  private static double twoSided(double z) {
    return Math.min(1, 2 * NORMAL.survivalProbability(z));
  }

  /** The z at which a look that is taken once excludes a difference. */
  public static double limit(double level) {
    return NORMAL.inverseSurvivalProbability(level / 2);
  }

  /** What a look that is taken once leaves open; it excludes the truth with that chance. */
  Intervals intervals(double level) {
    return nearerThan(limit(level) * limit(level));
  }

  /** All differences and lifts whose chi-square is below a limit. */
  Intervals nearerThan(double limit) {
    DoublePredicate isNear = against -> chiSquare(against) < limit;
    // Ratios f from 0 to infinity are looked for as parts, f / (1 + f), from 0 to 1.
    double part = counts.treatmentRate() / (counts.treatmentRate() + counts.controlRate());
    DoublePredicate isNearPart = at -> chiSquareAtRatio(at / (1 - at)) < limit;
    double most = counts.controlRate() == 0 ? 1 : end(part, 1, isNearPart);
    return new Intervals(
        new Interval(end(difference, -1, isNear), end(difference, 1, isNear)),
        new Interval(lift(end(part, 0, isNearPart)), lift(most)));
  }

  private static double lift(double part) {
    return part / (1 - part) - 1;
  }

  /** The last value for which something holds, on the way to one for which it does not. */
  static double end(double holding, double other, DoublePredicate holds) {
    double inside = holding;
    double outside = other;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (holds.test(middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }
}
