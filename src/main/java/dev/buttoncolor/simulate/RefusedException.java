package dev.buttoncolor.simulate;

/** What was asked for is not done: nothing was sent that counts. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param message what was wrong, what was found and what is allowed, in one sentence
   */
  public RefusedException(String message) {
    super(message);
  }
}
