package dev.buttoncolor.statsig.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from the outbox to Statsig: one thread, one batch at a time, in order.
 *
 * <p>A batch leaves the line only when Statsig took it or refused it for good. Anything else is
 * tried again, after a pause, for as long as it takes.
 */
final class Forwarder {
  /** What a stop may still spend on sending, after the second that the SDK's own stop takes. */
  static final Duration LAST_EFFORT = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  private final Outbox outbox;
  private final Delivery delivery;
  private final Pauses pauses;
  private final Semaphore arrivals = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLong forwarded = new AtomicLong();
  private final Set<Integer> refusalsLogged = new HashSet<>();
  private final Thread thread = new Thread(this::run, "relay-forwarder");
  private volatile Optional<String> trouble = Optional.empty();
  private int failures;

  private Forwarder(Outbox outbox, Delivery delivery, Pauses pauses) {
    this.outbox = outbox;
    this.delivery = delivery;
    this.pauses = pauses;
    thread.setDaemon(true);
  }

  static Forwarder start(Outbox outbox, Delivery delivery, Pauses pauses) {
    Forwarder forwarder = new Forwarder(outbox, delivery, pauses);
    forwarder.thread.start();
    return forwarder;
  }

  /** A batch was appended. */
  void wake() {
    arrivals.release();
  }

  /** Batches that Statsig took since the start. */
  long forwarded() {
    return forwarded.get();
  }

  /** What stands in the way at the moment. */
  Optional<String> trouble() {
    return trouble;
  }

  /** Sends what can be sent within {@link #LAST_EFFORT}, up to the first failure, and ends. */
  void close() throws InterruptedException {
    closing.countDown();
    wake();
    thread.join(LAST_EFFORT.toMillis());
    // Cuts off the request on its way, whose batch stays in the outbox.
    thread.interrupt();
    thread.join(LAST_EFFORT.toMillis());
  }

  private void run() {
    try {
      boolean more = true;
      while (more && !Thread.interrupted()) {
        more = next();
      }
    } catch (InterruptedException e) {
      LOG.debug("The last effort is over; the rest waits in the outbox");
    }
  }

  /** Deals with the next batch, or waits for one; tells whether to go on. */
  private boolean next() throws InterruptedException {
    try {
      Optional<Outbox.Waiting> next = outbox.first();
      if (next.isEmpty()) {
        return awaitArrival();
      }
      Delivery.Outcome outcome = delivery.deliver(next.get().batch());
      if (outcome instanceof Delivery.Failed failed) {
        return pauseAfter("Statsig takes no events: " + failed.why(), failed.asked());
      }
      return settle(next.get().id(), outcome);
    } catch (SQLException | RuntimeException e) {
      return pauseAfter("The outbox cannot be forwarded: " + e, Optional.empty());
    }
  }

  private boolean awaitArrival() throws InterruptedException {
    if (closing.getCount() == 0) {
      return false;
    }
    arrivals.acquire();
    arrivals.drainPermits();
    return true;
  }

  /** Insists on writing the outcome down, since the batch would be sent again without it. */
  private boolean settle(long id, Delivery.Outcome outcome) throws InterruptedException {
    while (true) {
      try {
        if (outcome instanceof Delivery.Refused refused) {
          outbox.setAside(id, refused.status());
          logOnce(refused.status());
        } else {
          outbox.remove(id);
          forwarded.incrementAndGet();
        }
        recovered();
        return true;
      } catch (SQLException e) {
        if (!pauseAfter("The outbox cannot be written: " + e, Optional.empty())) {
          return false;
        }
      }
    }
  }

  private boolean pauseAfter(String why, Optional<Duration> asked) throws InterruptedException {
    failures++;
    if (!trouble.equals(Optional.of(why))) {
      trouble = Optional.of(why);
      LOG.warn("{}; events wait in the outbox, and it is tried again", why);
    }
    if (closing.getCount() == 0) {
      return false;
    }
    Duration own = Backoff.after(failures);
    Duration pause = asked.filter(other -> other.compareTo(own) > 0).orElse(own);
    boolean cutShort = pauses.pause(pause, closing);
    // A stop is no reason to come back sooner than Statsig asked for.
    return !(cutShort && asked.isPresent());
  }

  private void recovered() {
    if (failures > 0) {
      LOG.info("Events go out again, after {} failed tries", failures);
    }
    failures = 0;
    trouble = Optional.empty();
  }

  private void logOnce(int status) {
    if (refusalsLogged.add(status)) {
      LOG.error(
          "Statsig refused a batch of events with {}{}; it is kept in the outbox, out of the line,"
              + " and further ones with this status are only counted",
          status,
          status == 401 || status == 403 ? " (is the server key right?)" : "");
    }
  }
}
