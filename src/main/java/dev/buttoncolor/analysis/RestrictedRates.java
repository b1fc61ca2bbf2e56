package dev.buttoncolor.analysis;

/**
 * The maximum likelihood rates of two groups under the condition that they differ by a given
 * amount.
 *
 * <p>The treatment's rate is the one root of a cubic within 0 to 1, here in closed form by its
 * trigonometric solution: C. P. Farrington and G. Manning, "Test statistics and sample size
 * formulae for comparative binomial trials with null hypothesis of non-zero risk difference or
 * non-unity relative risk", Statistics in Medicine 9 (1990), appendix.
 *
 * @param treatment the treatment's rate, 0 to 1
 * @param control the control's rate, 0 to 1
 */
record RestrictedRates(double treatment, double control) {

  /**
   * The rates that differ by {@code difference}.
   *
   * @param difference treatment less control, -1 to 1
   */
  static RestrictedRates of(Counts control, Counts treatment, double difference) {
    double n = (double) control.visitors() + treatment.visitors();
    double lowest = Math.max(0, difference);
    double highest = Math.min(1, 1 + difference);
    double rate =
        difference == 0
            ? (control.signups() + treatment.signups()) / n
            : root(control, treatment, difference);
    double within = Math.max(lowest, Math.min(highest, rate));
    return new RestrictedRates(within, within - difference);
  }

  /** The names of the letters are those of the paper. */
  private static double root(Counts control, Counts treatment, double s) {
    double theta = (double) control.visitors() / treatment.visitors();
    double p1 = (double) treatment.signups() / treatment.visitors();
    double p2 = (double) control.signups() / control.visitors();
    double a = 1 + theta;
    double b = -(1 + theta + p1 + theta * p2 + s * (theta + 2));
    double c = s * s + s * (2 * p1 + theta + 1) + p1 + theta * p2;
    double d = -p1 * s * (1 + s);
    double third = b / (3 * a);
    double v = third * third * third - b * c / (6 * a * a) + d / (2 * a);
    double u = Math.copySign(Math.sqrt(Math.max(0, third * third - c / (3 * a))), v);
    if (u == 0) { // the three roots are one
      return -third;
    }
    double w = (Math.PI + Math.acos(Math.max(-1, Math.min(1, v / (u * u * u))))) / 3;
    return 2 * u * Math.cos(w) - third;
  }

  /** The variance of the difference between two such groups. */
  double variance(Counts control, Counts treatment) {
    return treatment() * (1 - treatment()) / treatment.visitors()
        + control() * (1 - control()) / control.visitors();
  }
}
