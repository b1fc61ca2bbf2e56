package dev.buttoncolor.analysis;

import java.util.OptionalLong;

/**
 * The size from which on a comparison says something. Before it, the normal approximation that it
 * rests on does not hold, and a running minimum would keep the error for good.
 *
 * <p>It goes by expected signups, not by observed ones: a group without a single signup is compared
 * too, once it would have had ten at the rate of both groups together.
 */
public final class MinimumSample {

  /** The fewest visitors of the smaller group. */
  public static final long VISITORS = 100;

  /** The fewest signups, and visitors without one, that the smaller group is expected to have. */
  public static final long EXPECTED = 10;

  private MinimumSample() {}

  /** Whether both groups of a comparison have it. */
  static boolean isReached(Counts control, Counts treatment) {
    OptionalLong needed = needed(control, treatment);
    return needed.isPresent() && smaller(control, treatment) >= needed.getAsLong();
  }

  /** The visitors of the smaller group. */
  static long smaller(Counts control, Counts treatment) {
    return Math.min(control.visitors(), treatment.visitors());
  }

  /**
   * How many visitors the smaller group needs at the rate of both together; empty while that rate
   * is unknown, 0 or 1.
   */
  static OptionalLong needed(Counts control, Counts treatment) {
    Counts both = control.plus(treatment);
    long rarer = Math.min(both.signups(), both.visitors() - both.signups());
    if (rarer == 0) {
      return OptionalLong.empty();
    }
    double expected = (double) EXPECTED * both.visitors() / rarer;
    return OptionalLong.of((long) Math.max(VISITORS, Math.ceil(expected)));
  }
}
