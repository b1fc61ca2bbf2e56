package dev.buttoncolor.results;

/**
 * What may be concluded now.
 *
 * @param state the kind of conclusion
 * @param text the same in sentences that a person can repeat
 */
public record Verdict(State state, String text) {

  /** The kinds of conclusion. The first that applies, in this order but for the last two. */
  public enum State {
    /** The groups' sizes do not fit their shares; nothing may be concluded. */
    INVALID,
    /** Some group is still too small to be compared. */
    COLLECTING,
    /** No group differs clearly from control. */
    UNDECIDED,
    /** At least one group differs clearly from control. */
    DECIDED
  }
}
