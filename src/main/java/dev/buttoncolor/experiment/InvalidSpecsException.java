package dev.buttoncolor.experiment;

/**
 * A spec document that no experiment can run on. The message is a sentence for whoever wrote it.
 */
public final class InvalidSpecsException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidSpecsException(String message) {
    super(message);
  }
}
