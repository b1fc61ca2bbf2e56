package dev.buttoncolor.store;

/** The store cannot be opened. The message is a sentence for whoever starts the program. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  StoreException(String message) {
    super(message);
  }

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
