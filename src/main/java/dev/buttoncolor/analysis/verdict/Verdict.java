package dev.buttoncolor.analysis.verdict;

/**
 * What may be concluded now.
 *
 * @param state the kind of conclusion
 * @param headline the conclusion in a few words, without a full stop
 * @param detail the rest in sentences that a person can repeat
 */
public record Verdict(State state, String headline, String detail) {

  /** The kinds of conclusion. The first that applies, in this order. */
  public enum State {
    /** The groups' sizes do not fit their shares; nothing may be concluded. */
    INVALID,
    /** No comparison has its minimum sample yet. */
    COLLECTING,
    /** Some treatment beats control, or every treatment loses: there is something to do. */
    DECIDED,
    /** Some treatment loses, none wins, and others are open. */
    PARTLY_DECIDED,
    /** No treatment differs clearly from control. */
    UNDECIDED
  }
}
