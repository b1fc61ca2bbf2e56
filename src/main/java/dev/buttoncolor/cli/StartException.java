package dev.buttoncolor.cli;

/** The program cannot start. The message is a sentence for the operator. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
