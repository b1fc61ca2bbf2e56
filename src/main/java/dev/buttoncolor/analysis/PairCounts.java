package dev.buttoncolor.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The counts of two groups by stretch, and what they estimate. Rates are compared within a stretch
 * only, so that a rate that moves with the day cannot pass for a difference.
 *
 * <pre>
 * w_s = n_js n_cs / (n_js + n_cs)      W = sum w_s      N = 4 W
 * d   = sum w_s (p_js - p_cs) / W      lift = sum w_s p_js / sum w_s p_cs - 1
 * </pre>
 *
 * <p>The weights are those of Mantel and Haenszel: S. Greenland and J. M. Robins, "Estimation of a
 * common effect parameter from sparse follow-up data", Biometrics 41 (1985). N is the number of
 * visitors at equal shares that know as much.
 *
 * @param stretches those in which both groups have visitors; others are left out
 */
public record PairCounts(List<InStretch> stretches) {

  /**
   * Both groups in one stretch.
   *
   * @param control or the group that takes its place
   */
  public record InStretch(Counts control, Counts treatment) {

    private boolean isCompared() {
      return control.visitors() > 0 && treatment.visitors() > 0;
    }

    public double weight() {
      double n = (double) treatment.visitors() + control.visitors();
      return (double) treatment.visitors() * control.visitors() / n;
    }

    /** The rate of both together. */
    public double pooledRate() {
      double n = (double) treatment.visitors() + control.visitors();
      return (treatment.signups() + control.signups()) / n;
    }
  }

  public PairCounts {
    List<InStretch> compared = new ArrayList<>(stretches.size());
    for (InStretch stretch : stretches) { // no stream: simulations make billions of them
      if (stretch.isCompared()) {
        compared.add(stretch);
      }
    }
    stretches = Collections.unmodifiableList(compared);
  }

  /** A pair whose shares never changed. */
  public static PairCounts of(Counts control, Counts treatment) {
    return new PairCounts(List.of(new InStretch(control, treatment)));
  }

  public boolean isEmpty() {
    return stretches.isEmpty();
  }

  double sum(ToDoubleFunction<InStretch> part) {
    double sum = 0;
    for (InStretch stretch : stretches) {
      sum += part.applyAsDouble(stretch);
    }
    return sum;
  }

  /** W, the sum of the weights. */
  public double weight() {
    return sum(InStretch::weight);
  }

  /** N, the effective visitors of both groups. */
  public double effectiveVisitors() {
    return 4 * weight();
  }

  /** The treatment's rate by the weights, 0 to 1. */
  public double treatmentRate() {
    return sum(s -> s.weight() * s.treatment().signups() / s.treatment().visitors()) / weight();
  }

  /** Control's rate by the weights, 0 to 1. */
  public double controlRate() {
    return sum(s -> s.weight() * s.control().signups() / s.control().visitors()) / weight();
  }

  /** d, the treatment's rate less control's, -1 to 1; empty before both have visitors. */
  public OptionalDouble difference() {
    return isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            sum(
                    s ->
                        s.weight()
                            * ((double) s.treatment().signups() / s.treatment().visitors()
                                - (double) s.control().signups() / s.control().visitors()))
                / weight());
  }

  /** The difference as a part of control's rate, -1 or more; empty if that is 0 or unknown. */
  public OptionalDouble lift() {
    return isEmpty() || controlRate() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(treatmentRate() / controlRate() - 1);
  }
}
