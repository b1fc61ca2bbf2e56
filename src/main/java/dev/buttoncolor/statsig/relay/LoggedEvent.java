package dev.buttoncolor.statsig.relay;

import java.time.Instant;

/**
 * What tells one event from another, in the SDK's batches and in the journal.
 *
 * @param key whose event it is, and of what
 * @param time when it was logged
 */
record LoggedEvent(Key key, Instant time) {
  static final String EXPOSURE = "statsig::config_exposure";

  /**
   * The SDK logs an exposure with the same key as another at most once a minute or so.
   *
   * @param name the name of the event
   * @param userId who it is about; empty where no visitor is
   * @param experiment of an exposure; empty for other events
   * @param ruleId of an exposure; empty for other events
   */
  record Key(String name, String userId, String experiment, String ruleId) {
    boolean isExposure() {
      return name.equals(EXPOSURE);
    }
  }
}
