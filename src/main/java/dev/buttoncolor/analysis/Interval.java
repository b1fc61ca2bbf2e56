package dev.buttoncolor.analysis;

/**
 * The range from {@code low} to {@code high}, both included.
 *
 * @param low the smallest value
 * @param high the largest value, never below {@code low}
 */
public record Interval(double low, double high) {

  /**
   * @throws IllegalArgumentException where the ends are not numbers or are in the wrong order
   */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("no interval from " + low + " to " + high);
    }
  }

  /** Whether a value is inside. */
  public boolean holds(double value) {
    return low <= value && value <= high;
  }

  /** The smallest range that holds both. */
  public Interval hull(Interval other) {
    return new Interval(Math.min(low, other.low), Math.max(high, other.high));
  }
}
