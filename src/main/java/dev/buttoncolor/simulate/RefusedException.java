package dev.buttoncolor.simulate;

/** A simulation is refused; no visitor was sent. */
public final class RefusedException extends Exception {

  /**
   * @param message what was wrong, what was found and what is allowed, in one sentence
   */
  public RefusedException(String message) {
    super(message);
  }
}
