package dev.buttoncolor.results;

import java.util.Optional;

/**
 * Wilson's 95 % interval of a rate: it describes one group at one look. Unlike the everyday normal
 * one it stays within 0 to 1 and does not collapse where nobody or everybody signed up.
 *
 * <p>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
 * of the American Statistical Association 22 (1927).
 */
public final class Wilson {

  /** Leaves 2.5 % of the normal distribution on either side. */
  private static final double Z = 1.959963984540054;

  private Wilson() {}

  /** The interval of the group's rate; empty without visitors. */
  public static Optional<Interval> interval(Counts counts) {
    if (counts.visitors() == 0) {
      return Optional.empty();
    }
    double n = counts.visitors();
    double p = counts.signups() / n;
    double center = p + Z * Z / (2 * n);
    double reach = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double scale = 1 + Z * Z / n;
    // The formula gives exactly 0 and 1 here; rounding does not.
    double low = counts.signups() == 0 ? 0 : (center - reach) / scale;
    double high = counts.others() == 0 ? 1 : (center + reach) / scale;
    return Optional.of(new Interval(low, high));
  }
}
