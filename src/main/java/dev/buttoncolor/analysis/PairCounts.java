package dev.buttoncolor.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
 * common effect parameter from sparse follow-up data", Biometrics 41 (1985). N are the effective
 * visitors of both groups: as many at equal shares know as much.
 *
 * <p>The <em>minimum sample</em> is the gate from which on a comparison says something. Before it,
 * the normal approximation does not hold, and a running minimum would keep the error for good. It
 * goes by expected signups, not by observed ones: a group without a single signup is compared too,
 * once it would have had ten at the rate of both groups together. Stretches add up.
 *
 * @param stretches those in which both groups have visitors; others are left out
 */
public record PairCounts(List<InStretch> stretches) {

  /** The fewest visitors of the smaller group. */
  public static final long MINIMUM_VISITORS = 100;

  /** The fewest signups, and visitors without one, that the smaller group is expected to have. */
  public static final long MINIMUM_EXPECTED = 10;

  /** The same for the planned look, which spends more at once. */
  public static final long MINIMUM_EXPECTED_FOR_PLANNED_LOOK = 20;

  /** Both groups in one stretch: a treatment, and control or the group that takes its place. */
  public record InStretch(Counts control, Counts treatment) {

    Counts both() {
      return treatment.plus(control);
    }

    private double smaller() {
      return Math.min(control.visitors(), treatment.visitors());
    }

    public double weight() {
      return (double) treatment.visitors() * control.visitors() / both().visitors();
    }

    public double pooledRate() {
      return both().observedRate();
    }
  }

  public PairCounts {
    List<InStretch> compared = new ArrayList<>(stretches.size());
    for (InStretch stretch : stretches) { // no stream: simulations make billions of them
      if (stretch.smaller() > 0) {
        compared.add(stretch);
      }
    }
    stretches = Collections.unmodifiableList(compared);
  }

  private double sum(ToDoubleFunction<InStretch> part) {
    double sum = 0;
    for (InStretch stretch : stretches) {
      sum += part.applyAsDouble(stretch);
    }
    return sum;
  }

  public double weight() {
    return sum(InStretch::weight);
  }

  /** N. */
  public double effectiveVisitors() {
    return 4 * weight();
  }

  double treatmentRate() {
    return sum(s -> s.weight() * s.treatment.signups() / s.treatment.visitors()) / weight();
  }

  public double controlRate() {
    return sum(s -> s.weight() * s.control.signups() / s.control.visitors()) / weight();
  }

  /** d, -1 to 1; empty before both have visitors. */
  public OptionalDouble difference() {
    return stretches.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            sum(s -> s.weight() * (s.treatment.observedRate() - s.control.observedRate()))
                / weight());
  }

  /** -1 or more; empty if control's rate is 0 or unknown. */
  public OptionalDouble lift() {
    return stretches.isEmpty() || controlRate() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(treatmentRate() / controlRate() - 1);
  }

  public boolean hasMinimumSample() {
    return has(MINIMUM_EXPECTED);
  }

  /** Whether a look at these counts is due as the planned one. */
  public boolean isPlannedLookDue(long plannedVisitors) {
    return effectiveVisitors() >= plannedVisitors && has(MINIMUM_EXPECTED_FOR_PLANNED_LOOK);
  }

  private boolean has(long expected) {
    return smallerVisitors() >= MINIMUM_VISITORS && rarer() >= expected;
  }

  public long smallerVisitors() {
    return (long) Math.min(sum(s -> s.control.visitors()), sum(s -> s.treatment.visitors()));
  }

  /** Signups that the smaller group is expected to have, at the rate of both groups together. */
  public double expectedSignups() {
    return sum(s -> s.smaller() * s.both().signups() / s.both().visitors());
  }

  /** The same of visitors without one. */
  public double expectedWithout() {
    return sum(InStretch::smaller) - expectedSignups();
  }

  private double rarer() {
    return Math.min(expectedSignups(), expectedWithout());
  }

  /** How far the pair is on its way to the minimum sample, 0 to 1. */
  public double progress() {
    return Math.min(
        1, Math.min((double) smallerVisitors() / MINIMUM_VISITORS, rarer() / MINIMUM_EXPECTED));
  }

  /** How many visitors the smaller group needs at the rate so far; empty while that is unknown. */
  public OptionalLong neededVisitors() {
    double needed = Math.ceil(MINIMUM_EXPECTED * smallerVisitors() / rarer() - 1e-9);
    return rarer() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(MINIMUM_VISITORS, (long) needed));
  }
}
