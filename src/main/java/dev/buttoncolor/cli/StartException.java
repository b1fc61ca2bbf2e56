package dev.buttoncolor.cli;

/** The program cannot start. The message is a sentence for the operator. */
public final class StartException extends Exception {

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
