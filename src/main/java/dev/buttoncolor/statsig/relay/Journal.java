package dev.buttoncolor.statsig.relay;

import java.util.concurrent.CompletableFuture;

/**
 * Remembers on disk what the SDK has logged and not posted yet: the SDK holds an event in memory
 * for up to a minute, and a killed process would take it along. Safe for use by many threads; no
 * method blocks.
 */
public final class Journal {
  Journal() {}

  /**
   * Writes down an exposure, with the present time. Call it right after the SDK logged it. Whoever
   * sees the page's answer may sign up: an exposure is always written before a later signup.
   */
  public void exposure(Exposure exposure) {}

  /**
   * Writes down a signup, with the present time. Call it right before the SDK logs it.
   *
   * @return done once the signup, and every exposure before it, outlives the process and its {@code
   *     kill -9}; completed by the journal's own thread, so what depends on it must not block.
   *     Fails with an {@link java.io.IOException} where the file cannot be written
   */
  public CompletableFuture<Void> signup(String userId, String eventName) {
    return CompletableFuture.completedFuture(null);
  }
}
