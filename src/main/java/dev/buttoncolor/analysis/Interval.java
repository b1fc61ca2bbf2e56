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
}
