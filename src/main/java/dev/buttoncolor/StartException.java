package dev.buttoncolor;

/** The program cannot start. The message is a sentence for whoever starts it. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
