package dev.buttoncolor.store;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps the store from taking a write, and the log of when that began and ended. */
final class LastError {

  private static final Logger LOG = LoggerFactory.getLogger(LastError.class);

  private volatile String message; // null while all is well
  private volatile boolean refused;

  /** What keeps the last transaction from succeeding; empty while all is well. */
  Optional<String> message() {
    return Optional.ofNullable(message);
  }

  boolean isPresent() {
    return message != null;
  }

  /** Whether the database is there, and this instance must not use it. */
  boolean isRefusal() {
    return refused;
  }

  /** After a transaction that failed and is tried again. */
  void failed(String error) {
    if (!error.equals(message)) {
      LOG.error("The store does not take a write, which is tried again: {}", error);
    }
    message = error;
  }

  /** After the database was found to be one that this instance must not use. */
  void refused(String error) {
    refused = true;
    failed(error);
  }

  /** After a transaction that succeeded. */
  void clear() {
    if (message != null) {
      LOG.info("The store takes writes again");
      message = null;
      refused = false;
    }
  }
}
