package dev.buttoncolor.analysis;

/**
 * When a comparison may say something: before it, the normal approximation that it rests on does
 * not hold, and a running minimum would keep the error for good.
 *
 * <p>It goes by expected signups, not by observed ones: a group without a single signup is compared
 * too, once it would have had ten at the pooled rate.
 */
public final class MinimumSample {

  /** The fewest visitors of the smaller group. */
  public static final long VISITORS = 100;

  /** The fewest signups, and others, that the smaller group is expected to have. */
  public static final double EXPECTED = 10;

  private MinimumSample() {}

  /** Whether both groups of a comparison have it. */
  static boolean isReached(Counts control, Counts treatment) {
    double smaller = Math.min(control.visitors(), treatment.visitors());
    if (smaller < VISITORS) {
      return false;
    }
    double pooled = control.plus(treatment).rate().orElseThrow();
    return smaller * pooled >= EXPECTED && smaller * (1 - pooled) >= EXPECTED;
  }
}
