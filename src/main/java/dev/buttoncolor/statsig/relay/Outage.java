package dev.buttoncolor.statsig.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which no batch gets through: how long to wait before the next try, and what is said
 * of it in the log and in the status. One thread reports to it; any thread may read its words.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final InstantSource clock;
  private final RetryPause pause;
  private final CountDownLatch closing;
  private volatile Optional<String> reason = Optional.empty();
  private int failuresInARow;
  private Instant since = Instant.MIN;

  /**
   * @param closing at zero, only one last try is of use
   */
  Outage(InstantSource clock, RetryPause pause, CountDownLatch closing) {
    this.clock = clock;
    this.pause = pause;
    this.closing = closing;
  }

  /** What stands in the way at the moment. */
  Optional<String> reason() {
    return reason;
  }

  boolean isOn() {
    return failuresInARow > 0;
  }

  boolean hasLasted(Duration time) {
    return isOn() && clock.instant().isAfter(since.plus(time));
  }

  /**
   * A try failed: waits for the time of the next one.
   *
   * @param retryAfter how long Statsig asked to be left alone
   * @return whether there is to be one
   */
  boolean goesOn(String why, Optional<Duration> retryAfter) throws InterruptedException {
    if (failuresInARow++ == 0) {
      since = clock.instant();
    }
    if (!reason.equals(Optional.of(why))) {
      reason = Optional.of(why);
      LOG.warn("{}; events wait in the outbox, and it is tried again", why);
    }
    if (closing.getCount() == 0) {
      return false;
    }
    boolean cutShort = pause.await(Backoff.after(failuresInARow, retryAfter), closing);
    // A stop is no reason to come back sooner than Statsig asked for.
    return !(cutShort && retryAfter.isPresent());
  }

  /**
   * A batch got through.
   *
   * @param remaining what is not well all the same
   */
  void ends(Optional<String> remaining) {
    if (isOn()) {
      LOG.info("Events go out again, after {} failed tries", failuresInARow);
    }
    failuresInARow = 0;
    reason = remaining;
  }
}
