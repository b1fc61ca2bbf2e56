package dev.buttoncolor.statsig.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the events that the journal could not take, and says so in the log, at most once a minute.
 * Safe for use by many threads.
 */
final class Unprotected {
  private static final Logger LOG = LoggerFactory.getLogger(Unprotected.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final LongAdder events = new LongAdder();
  private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);
  private final InstantSource clock;

  Unprotected(InstantSource clock) {
    this.clock = clock;
  }

  void add(long more) {
    if (more == 0) {
      return;
    }
    events.add(more);
    Instant now = clock.instant();
    Instant due = nextWarning.get();
    if (!now.isBefore(due) && nextWarning.compareAndSet(due, now.plus(BETWEEN_WARNINGS))) {
      LOG.error(
          "The journal cannot take all events: {} since the start would be lost if the process were"
              + " killed before the SDK posts them",
          events.sum());
    }
  }

  /** Events that were or are not protected from a kill, since the start. */
  long sum() {
    return events.sum();
  }
}
