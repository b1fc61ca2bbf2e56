package dev.buttoncolor.analysis;

import dev.buttoncolor.analysis.PairCounts.InStretch;
import java.util.function.DoublePredicate;

/**
 * How far the counts of a pair are from a difference or a ratio of its rates: the score test, by
 * stretches.
 *
 * <pre>
 * V(D) = sum w_s^2 ( q_js (1-q_js) / n_js + q_cs (1-q_cs) / n_cs ) / W^2       (d-D)^2 / V(D)
 * T(f) = sum w_s (p_js - f p_cs) / W
 * V(f) = sum w_s^2 ( q_js (1-q_js) / n_js + f^2 q_cs (1-q_cs) / n_cs ) / W^2   T(f)^2 / V(f)
 * </pre>
 *
 * <p>with the likeliest rates q of each stretch {@linkplain RestrictedRates under that condition}.
 * O. Miettinen and M. Nurminen, "Comparative analysis of two rates", Statistics in Medicine 4
 * (1985).
 */
public final class ScoreTest {

  /** Halvings of a range at most 1 long, until it is shorter than any figure shown. */
  private static final int HALVINGS = 40;

  private final PairCounts counts;
  private final double weight;
  private final double difference;

  /**
   * @param counts with visitors of both groups
   */
  public ScoreTest(PairCounts counts) {
    this.counts = counts;
    weight = counts.weight();
    difference = counts.difference().orElseThrow();
  }

  /** V(D). */
  public double variance(double difference) {
    double sum = 0;
    for (InStretch stretch : counts.stretches()) {
      RestrictedRates rates =
          RestrictedRates.atDifference(stretch.control(), stretch.treatment(), difference);
      sum += stretch.weight() * stretch.weight() * variance(stretch, rates, 1);
    }
    return sum / (weight * weight);
  }

  /** V(f). */
  public double varianceAtRatio(double ratio) {
    double sum = 0;
    for (InStretch stretch : counts.stretches()) {
      RestrictedRates rates =
          RestrictedRates.atRatio(stretch.control(), stretch.treatment(), ratio);
      sum += stretch.weight() * stretch.weight() * variance(stretch, rates, ratio);
    }
    return sum / (weight * weight);
  }

  private static double variance(InStretch stretch, RestrictedRates rates, double ratio) {
    double ofControl = rates.control() * (1 - rates.control()) / stretch.control().visitors();
    return rates.treatment() * (1 - rates.treatment()) / stretch.treatment().visitors()
        + ratio * ratio * ofControl;
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
  public double chiSquareAtRatio(double ratio) {
    double off = counts.treatmentRate() - ratio * counts.controlRate();
    return off == 0 ? 0 : off * off / varianceAtRatio(ratio);
  }

  /** All differences nearer than a limit, by {@link #chiSquare}. */
  public Interval differences(double limit) {
    DoublePredicate isNear = against -> chiSquare(against) < limit;
    return new Interval(end(difference, -1, isNear), end(difference, 1, isNear));
  }

  /**
   * All lifts nearer than a limit, by {@link #chiSquareAtRatio}: from -1 if the treatment has no
   * signup, to infinity if control has none.
   */
  public Interval lifts(double limit) {
    // Ratios from 0 to infinity are looked for as parts, f / (1 + f), from 0 to 1.
    double observed = counts.treatmentRate() / (counts.treatmentRate() + counts.controlRate());
    DoublePredicate isNear = part -> chiSquareAtRatio(part / (1 - part)) < limit;
    return new Interval(
        lift(end(observed, 0, isNear)),
        counts.controlRate() == 0 ? Double.POSITIVE_INFINITY : lift(end(observed, 1, isNear)));
  }

  private static double lift(double part) {
    return part / (1 - part) - 1;
  }

  /** The end of what is near, between a value that is and one that is not. */
  private static double end(double near, double far, DoublePredicate isNear) {
    double inside = near;
    double outside = far;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (isNear.test(middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }
}
