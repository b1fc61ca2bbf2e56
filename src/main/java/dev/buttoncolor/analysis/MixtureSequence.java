package dev.buttoncolor.analysis;

/**
 * The evidence on the difference between two groups' rates that stays valid however often the
 * counts are looked at: a sequence of score tests under a normal mixture.
 *
 * <p>With {@code d} the observed difference, {@code N} the visitors of both groups and {@code V(D)}
 * the variance at the {@linkplain RestrictedRates rates restricted} to the difference {@code D},
 *
 * <pre>
 * rho2    = (-2 ln a + ln(-2 ln a + 1)) / planned            r = N rho2        a = 0.05
 * ln E(D) = (d-D)^2 / V(D) * r / (2(1+r)) - ln(1+r) / 2
 * p       = min(1, exp(-ln E(0)))
 * interval at level a'  =  { D : ln E(D) &lt; ln(1/a') }
 * </pre>
 *
 * <p>So 0 is outside the interval at level a' exactly when this look's p is at most a'. The score
 * interval: O. Miettinen and M. Nurminen, "Comparative analysis of two rates", Statistics in
 * Medicine 4 (1985). The boundary: R. Johari, P. Koomen, L. Pekelis and D. Walsh, "Always valid
 * inference", Operations Research 70 (2022); I. Waudby-Smith, D. Arbour, R. Sinha, E. Kennedy and
 * A. Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (2021).
 */
public final class MixtureSequence {

  /** Halvings of an interval at most 2 long, until it is shorter than any figure shown. */
  private static final int HALVINGS = 36;

  /** What {@code r} is at the planned visitors, whatever their number. */
  static final double R_AT_PLAN =
      -2 * Math.log(Design.ALPHA) + Math.log1p(-2 * Math.log(Design.ALPHA));

  private final Counts control;
  private final Counts treatment;
  private final double difference;
  private final double r;

  /**
   * The sequence at these counts.
   *
   * @param control counts with at least one visitor
   * @param treatment counts with at least one visitor
   * @param plannedVisitors of both groups together
   */
  public MixtureSequence(Counts control, Counts treatment, long plannedVisitors) {
    this.control = control;
    this.treatment = treatment;
    difference = treatment.rate().orElseThrow() - control.rate().orElseThrow();
    r = ((double) control.visitors() + treatment.visitors()) * rho2(plannedVisitors);
  }

  /**
   * The variance of the mixture, tuned so that the sequence is tightest at the planned visitors.
   */
  public static double rho2(long plannedVisitors) {
    double log = -2 * Math.log(Design.ALPHA);
    return (log + Math.log1p(log)) / plannedVisitors;
  }

  /** The treatment's rate less control's, -1 to 1. */
  public double difference() {
    return difference;
  }

  /** The visitors of both groups, in units of the mixture. */
  public double r() {
    return r;
  }

  /**
   * ln E, the evidence against a difference. A logarithm, because E itself soon leaves the range of
   * a double; infinite where the counts are impossible under that difference.
   */
  public double logEvidence(double against) {
    double off = difference - against;
    double variance = RestrictedRates.of(control, treatment, against).variance(control, treatment);
    double chiSquare = off == 0 ? 0 : off * off / variance;
    return chiSquare * r / (2 * (1 + r)) - Math.log1p(r) / 2;
  }

  /** V(D), the variance of the difference under a difference D. */
  public double variance(double against) {
    return RestrictedRates.of(control, treatment, against).variance(control, treatment);
  }

  /** The p-value of this look alone, 0 to 1. */
  public double p() {
    double evidence = logEvidence(0);
    return evidence <= 0 ? 1 : Math.exp(-evidence);
  }

  /**
   * The differences that these counts leave open.
   *
   * @param level the chance that it misses the true difference at any look
   */
  public Interval interval(double level) {
    return new Interval(end(-1, level), end(1, level));
  }

  /** The end of the interval between the observed difference and an outermost one. */
  private double end(double outermost, double level) {
    double inside = difference;
    double outside = outermost;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (excludes(middle, level)) {
        outside = middle;
      } else {
        inside = middle;
      }
    }
    return inside;
  }

  /** How many standard errors an estimate may be off at a level, at this many visitors. */
  public double standardErrors(double level) {
    return standardErrors(r, level);
  }

  /** The same at any number of visitors, in units of the mixture. */
  static double standardErrors(double r, double level) {
    return Math.sqrt((1 + r) / r * (-2 * Math.log(level) + Math.log1p(r)));
  }

  /** Whether a difference is outside the interval at a level. */
  boolean excludes(double value, double level) {
    return logEvidence(value) >= -Math.log(level);
  }
}
