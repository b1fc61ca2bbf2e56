package dev.buttoncolor.simulate;

/** The run could not be completed, for a reason that lies with the site and not with the input. */
public final class RunFailedException extends Exception {

  /**
   * @param message what happened and what to do, in one sentence
   */
  public RunFailedException(String message) {
    super(message);
  }

  /**
   * @param message what happened and what to do, in one sentence
   * @param cause what was seen
   */
  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
