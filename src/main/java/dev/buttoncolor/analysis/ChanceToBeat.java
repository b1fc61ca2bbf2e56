package dev.buttoncolor.analysis;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The probability that a group's true rate is above control's, each rate having the posterior
 * Beta(1 + signups, 1 + others) of a uniform prior. It describes; it is no license to stop.
 *
 * <p>P(B > A) is the integral of B's density times A's distribution function. It is taken over the
 * log-odds t = ln(x / (1 - x)), where the density of Beta(a, b) is x^a (1-x)^b up to a constant:
 * smooth, with one peak, vanishing on both sides. For such a function the plain trapezoidal rule
 * converges exponentially (Trefethen and Weideman, "The exponentially convergent trapezoidal rule",
 * SIAM Review 56, 2014), so that a few dozen points give more than six digits at any sample size,
 * and their sum gives the constant too.
 */
final class ChanceToBeat {

  /** Points per standard deviation of the density. */
  private static final double RESOLUTION = 2;

  /** Below this part of the peak the density no longer adds to ten digits; a logarithm. */
  private static final double NEGLIGIBLE = -30;

  private ChanceToBeat() {}

  /** The chance, 0 to 1; empty where either group has no visitors. */
  static OptionalDouble of(Counts control, Counts treatment) {
    if (control.visitors() == 0 || treatment.visitors() == 0) {
      return OptionalDouble.empty();
    }
    // The narrower density sets the steps: at its scale the other one's function is smooth.
    boolean narrowTreatment = width(treatment) < width(control);
    double chance = narrowTreatment ? above(treatment, control) : 1 - above(control, treatment);
    return OptionalDouble.of(Math.min(1, Math.max(0, chance)));
  }

  /** The probability that the rate of {@code upper} is above that of {@code lower}. */
  private static double above(Counts upper, Counts lower) {
    double a = upper.signups() + 1.0;
    double b = others(upper) + 1.0;
    BetaDistribution below = BetaDistribution.of(lower.signups() + 1.0, others(lower) + 1.0);
    double peak = Math.log(a / b);
    double step = width(upper) / RESOLUTION;
    double sum = 0;
    double total = 0;
    for (int direction : new int[] {1, -1}) {
      for (int i = direction == 1 ? 0 : 1; ; i++) {
        double t = peak + direction * i * step;
        double weight = logDensity(t, a, b) - logDensity(peak, a, b);
        if (weight < NEGLIGIBLE) {
          break;
        }
        double density = Math.exp(weight);
        total += density;
        sum += density * below.cumulativeProbability(1 / (1 + Math.exp(-t)));
      }
    }
    return sum / total;
  }

  private static double logDensity(double t, double a, double b) {
    return -a * Math.log1p(Math.exp(-t)) - b * Math.log1p(Math.exp(t));
  }

  /** The standard deviation of the log-odds, by the curvature at the peak. */
  private static double width(Counts counts) {
    return Math.sqrt(1 / (counts.signups() + 1.0) + 1 / (others(counts) + 1.0));
  }

  private static long others(Counts counts) {
    return counts.visitors() - counts.signups();
  }
}
