package dev.buttoncolor.analysis;

import java.util.OptionalDouble;

/**
 * One group's counts from the start of the run on.
 *
 * @param visitors how many were exposed, each once
 * @param signups how many of these signed up, each once
 */
public record Counts(long visitors, long signups) {

  /** Before the first visitor. */
  public static final Counts EMPTY = new Counts(0, 0);

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if a count is negative or signups exceed visitors
   */
  public Counts {
    if (signups < 0 || signups > visitors) {
      throw new IllegalArgumentException(
          signups + " of " + visitors + " visitors cannot have signed up.");
    }
  }

  /** The part of the visitors that signed up, 0 to 1; empty without visitors. */
  public OptionalDouble rate() {
    return visitors == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) signups / visitors);
  }

  /** These and the other's together. */
  public Counts plus(Counts other) {
    return new Counts(visitors + other.visitors, signups + other.signups);
  }
}
