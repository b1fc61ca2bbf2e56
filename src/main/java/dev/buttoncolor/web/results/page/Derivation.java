package dev.buttoncolor.web.results.page;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.RestrictedRates;
import dev.buttoncolor.analysis.verdict.Comparison;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The way of one comparison from the counts to its figures, each formula with its figures put in.
 */
final class Derivation {

  private final Comparison comparison;
  private final Counts control;
  private final Counts treatment;
  private final double level;
  private final MixtureSequence sequence;

  private Derivation(Comparison comparison, GroupCounts counts, Design design, double level) {
    this.comparison = comparison;
    this.level = level;
    control = counts.of(comparison.other());
    treatment = counts.of(comparison.group());
    sequence = new MixtureSequence(control, treatment, design.plannedVisitors());
  }

  /**
   * The derivation as lines of text.
   *
   * @param level of the comparison's intervals
   */
  static String of(Comparison comparison, GroupCounts counts, Design design, double level) {
    if (comparison.difference().isEmpty()) {
      return "One of the groups has no visitors yet.\n";
    }
    Derivation derivation = new Derivation(comparison, counts, design, level);
    String head = derivation.head();
    return comparison.interval().isEmpty()
        ? head + "Too early: nothing more is said.\n"
        : head + derivation.evidence() + derivation.interval() + derivation.rest();
  }

  private String head() {
    double pooled = control.plus(treatment).rate().orElseThrow();
    long smaller = MinimumSample.smaller(control, treatment);
    return lines(
        """
        p_j = x_j / n_j = %d / %d = %.6f
        p_c = x_c / n_c = %d / %d = %.6f
        d = p_j - p_c = %.6f
        q = (x_j + x_c) / (n_j + n_c) = %.6f
        m = min(n_j, n_c) = %d, m q = %.2f, m (1-q) = %.2f
        """,
        treatment.signups(),
        treatment.visitors(),
        rate(treatment),
        control.signups(),
        control.visitors(),
        rate(control),
        sequence.difference(),
        pooled,
        smaller,
        smaller * pooled,
        smaller * (1 - pooled));
  }

  private String evidence() {
    return lines(
        """
        V(0) = q (1-q) (1/n_j + 1/n_c) = %.9f
        r = (n_j + n_c) rho2 = %.6f
        ln E(0) = d^2 / V(0) * r / (2 (1+r)) - ln(1+r) / 2 = %.6f
        p of this look = min(1, exp(-ln E(0))) = %.6g
        smallest p so far: %.6g at looks with d > 0, %.6g at looks with d < 0
        adjusted p (Holm) = %.6g
        """,
        sequence.variance(0),
        sequence.r(),
        sequence.logEvidence(0),
        sequence.p(),
        comparison.evidence().above(),
        comparison.evidence().below(),
        comparison.evidence().adjusted());
  }

  private String interval() {
    Interval interval = comparison.interval().orElseThrow();
    return lines(
            "interval from %.6f to %.6f, where ln E(D) = ln(1 / %.6f) = %.6f\n",
            interval.low(), interval.high(), level, -Math.log(level))
        + end(interval.low())
        + end(interval.high());
  }

  private String end(double difference) {
    RestrictedRates rates = RestrictedRates.of(control, treatment, difference);
    return lines(
        "  D = %.6f: q_j = %.6f, q_c = %.6f, V(D) = %.9f, ln E(D) = %.6f\n",
        difference,
        rates.treatment(),
        rates.control(),
        sequence.variance(difference),
        sequence.logEvidence(difference));
  }

  private String rest() {
    String lift =
        comparison
            .liftInterval()
            .map(
                interval ->
                    lines(
                        """
                        lift = p_j / p_c - 1 = %.6f
                          z = sqrt((1+r) / r * (2 ln(1 / %.6f) + ln(1+r))) = %.6f
                          s = sqrt((1-p_j) / x_j + (1-p_c) / x_c) = %.6f
                          interval: exp(ln(p_j / p_c) -+ z s) - 1 = %.6f to %.6f
                        """,
                        comparison.lift().orElseThrow(),
                        level,
                        sequence.standardErrors(level),
                        Math.sqrt(
                            (1 - rate(treatment)) / treatment.signups()
                                + (1 - rate(control)) / control.signups()),
                        interval.low(),
                        interval.high()))
            .orElse("lift: no interval while a group has no signup\n");
    return lift
        + "P(rate of j > rate of c) with Beta(1 + x, 1 + n - x) each = %s\n"
            .formatted(known(comparison.chanceToBeat()))
        + "fixed-horizon p = 2 (1 - Phi(|d| / sqrt(p_j (1-p_j) / n_j + p_c (1-p_c) / n_c))) = %s\n"
            .formatted(known(comparison.fixedHorizonPValue()))
        + "standing: %s\n"
            .formatted(comparison.standing().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static String known(OptionalDouble value) {
    return value.isPresent() ? lines("%.6g", value.getAsDouble()) : "not known";
  }

  private static double rate(Counts counts) {
    return counts.rate().orElseThrow();
  }

  private static String lines(String template, Object... figures) {
    return String.format(Locale.ROOT, template, figures);
  }
}
