package dev.buttoncolor.store;

/** The database could not be told, or did not answer, in time. The message says why. */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreUnavailableException(String message) {
    super(message);
  }
}
