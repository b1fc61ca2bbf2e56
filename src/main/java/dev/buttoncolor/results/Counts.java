package dev.buttoncolor.results;

import java.util.OptionalDouble;

/**
 * One group's counts from the start of the experiment on.
 *
 * @param visitors how many were exposed, each once
 * @param signups how many of these signed up, each once
 */
public record Counts(long visitors, long signups) {

  /** Nobody yet. */
  public static final Counts NONE = new Counts(0, 0);

  /**
   * @throws IllegalArgumentException where a count is negative or more signed up than were there
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

  /** The visitors who did not sign up. */
  long others() {
    return visitors - signups;
  }
}
