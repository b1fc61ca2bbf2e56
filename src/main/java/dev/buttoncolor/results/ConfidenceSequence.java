package dev.buttoncolor.results;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The difference between a group's rate and control's, with evidence and interval that stay valid
 * however often somebody looks: the normal-mixture confidence sequence (mSPRT).
 *
 * <p>With {@code d} the difference, {@code V} its variance and {@code N} the visitors of both
 * groups,
 *
 * <pre>
 * rho2 = (-2 ln a + ln(-2 ln a + 1)) / planned         r = N rho2
 * E    = exp( d^2/V * r / (2 (1+r)) ) / sqrt(1+r)      p = min(1, 1/E)
 * interval at level a'  =  d +- sqrt( V (1+r)/r * (2 ln(1/a') + ln(1+r)) )
 * </pre>
 *
 * <p>{@code rho2} is chosen with a = 0.05 to make the sequence tightest at the planned number of
 * visitors, and keeps that a whatever the level of the interval. Johari, Koomen, Pekelis and Walsh,
 * "Always valid inference", Operations Research 70 (2022); Waudby-Smith, Arbour, Sinha, Kennedy and
 * Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (2021). It rests
 * on the normal approximation, so that it promises nothing for a handful of visitors: see {@link
 * SmallestP}.
 */
public final class ConfidenceSequence {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final OptionalDouble difference;
  private final double variance;
  private final double r;

  private ConfidenceSequence(OptionalDouble difference, double variance, double r) {
    this.difference = difference;
    this.variance = variance;
    this.r = r;
  }

  /**
   * The sequence at these counts.
   *
   * @param plannedVisitors the plan of both groups together, as in {@link Design}
   */
  public static ConfidenceSequence of(Counts control, Counts treatment, long plannedVisitors) {
    if (control.visitors() == 0 || treatment.visitors() == 0) {
      return new ConfidenceSequence(OptionalDouble.empty(), 0, 0);
    }
    double visitors = (double) control.visitors() + treatment.visitors();
    return new ConfidenceSequence(
        OptionalDouble.of(treatment.rate().orElseThrow() - control.rate().orElseThrow()),
        variance(control) + variance(treatment),
        visitors * rho2(plannedVisitors));
  }

  static double rho2(long plannedVisitors) {
    double log = -2 * Math.log(Design.ALPHA);
    return (log + Math.log(log + 1)) / plannedVisitors;
  }

  private static double variance(Counts counts) {
    double n = counts.visitors();
    return (counts.signups() / n) * (counts.others() / n) / n;
  }

  /** The group's rate less control's, -1 to 1; empty where either has no visitors. */
  public OptionalDouble difference() {
    return difference;
  }

  /**
   * ln E, the evidence against "no difference" at this look; 0, which is none, where the counts
   * have no variance. A logarithm, because E itself soon leaves the range of a double.
   */
  double logEvidence() {
    if (variance == 0) {
      return 0;
    }
    return chiSquare() * r / (2 * (1 + r)) - Math.log1p(r) / 2;
  }

  /** The p-value of this look alone, 0 to 1; the one to decide by is the smallest so far. */
  double pValue() {
    return Math.min(1, Math.exp(-logEvidence()));
  }

  /**
   * The values of the difference that these counts leave open, cut to what a difference of rates
   * can be (-1 to 1); empty where the counts have no variance to judge by.
   *
   * @param level the chance that it ever misses the true difference, at any look; see {@link
   *     Design#intervalLevel()}
   */
  public Optional<Interval> interval(double level) {
    if (variance == 0) {
      return Optional.empty();
    }
    double d = difference.orElseThrow();
    double reach = Math.sqrt(variance * (1 + r) / r * (-2 * Math.log(level) + Math.log1p(r)));
    return Optional.of(new Interval(Math.max(-1, d - reach), Math.min(1, d + reach)));
  }

  /**
   * The everyday two-sided p-value: Wald's z test of two proportions, with the same (unpooled)
   * variance. Valid for one look at a moment fixed beforehand, and for nothing else. Empty where
   * the counts have no variance.
   */
  OptionalDouble fixedHorizonPValue() {
    if (variance == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.min(1, 2 * NORMAL.survivalProbability(Math.sqrt(chiSquare()))));
  }

  private double chiSquare() {
    double d = difference.orElseThrow();
    return d * d / variance;
  }
}
