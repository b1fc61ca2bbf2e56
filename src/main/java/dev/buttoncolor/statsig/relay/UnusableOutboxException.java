package dev.buttoncolor.statsig.relay;

/**
 * The outbox file is there and cannot be used: damaged, of a newer version of this program, of
 * another program, locked, or not writable. Nothing was changed in it. The message is one sentence
 * for a person, with the file's name and what to do.
 */
public final class UnusableOutboxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableOutboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
