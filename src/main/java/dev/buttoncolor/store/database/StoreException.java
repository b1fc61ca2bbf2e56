package dev.buttoncolor.store.database;

/** The store cannot be opened. The message is a sentence for whoever starts the program. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
