package dev.buttoncolor.analysis;

import java.util.Optional;
import java.util.OptionalDouble;

/** The difference of two rates as a part of the one that it is compared with. */
final class Lift {

  private Lift() {}

  /** The lift, -1 or more; empty where the other's rate is 0 or either rate is unknown. */
  static OptionalDouble of(Counts other, Counts group) {
    return other.signups() == 0 || group.visitors() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(group.rate().getAsDouble() / other.rate().getAsDouble() - 1);
  }

  /**
   * Its interval, by the delta method on the logarithm of the rates' ratio; empty where either
   * group has no signup.
   *
   * @param standardErrors how many of them the estimate may be off
   */
  static Optional<Interval> interval(Counts other, Counts group, double standardErrors) {
    if (other.signups() == 0 || group.signups() == 0) {
      return Optional.empty();
    }
    double log = Math.log(group.rate().getAsDouble() / other.rate().getAsDouble());
    double reach = standardErrors * Math.sqrt(variance(group) + variance(other));
    return Optional.of(new Interval(Math.expm1(log - reach), Math.expm1(log + reach)));
  }

  /** Of the logarithm of a rate: {@code (1 - p) / x}. */
  private static double variance(Counts counts) {
    return (1 - counts.rate().getAsDouble()) / counts.signups();
  }
}
