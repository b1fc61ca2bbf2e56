package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.statsig.relay.Delivery.About;
import dev.buttoncolor.statsig.relay.FailedBatches.DeadLetter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from the outbox to Statsig: one thread, one batch at a time.
 *
 * <p>A batch leaves the line only when Statsig took it or it became a dead letter. Anything else is
 * tried again, after a pause, for as long as it takes.
 */
final class Forwarder {
  /** What a stop may still spend on sending, after the second that the SDK's own stop takes. */
  static final Duration LAST_EFFORT = Duration.ofSeconds(1);

  /**
   * How long only the first batch is tried while Statsig fails. Most outages are over by then, so
   * batches seldom overtake one another; after that each gets its turn, or one batch that Statsig
   * cannot handle would hold up the line.
   */
  static final Duration IN_ORDER = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  private final Outbox outbox;
  private final Delivery delivery;
  private final InstantSource clock;
  private final Semaphore arrivals = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLong forwarded = new AtomicLong();
  private final Set<String> deadLettersLogged = new HashSet<>();
  private final FailedBatches failed = new FailedBatches();
  private final Outage outage;
  private final Thread thread = new Thread(this::run, "relay-forwarder");
  private volatile boolean keyRefused;
  private long lastTried;

  private Forwarder(Outbox outbox, Delivery delivery, InstantSource clock, RetryPause retryPause) {
    this.outbox = outbox;
    this.delivery = delivery;
    this.clock = clock;
    this.outage = new Outage(clock, retryPause, closing);
    thread.setDaemon(true);
  }

  static Forwarder start(
      Outbox outbox, Delivery delivery, InstantSource clock, RetryPause retryPause) {
    Forwarder forwarder = new Forwarder(outbox, delivery, clock, retryPause);
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
  Optional<String> lastError() {
    return outage.reason();
  }

  /** Whether Statsig refuses the server key at the moment. */
  boolean keyRefused() {
    return keyRefused;
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
        more = forwardNext();
      }
    } catch (InterruptedException e) {
      LOG.debug("The last effort is over; the rest waits in the outbox");
    }
  }

  /** Forwards the next batch, or waits for one; returns whether to go on. */
  private boolean forwardNext() throws InterruptedException {
    try {
      Optional<Outbox.Waiting> next = next();
      if (next.isEmpty()) {
        return awaitArrival();
      }
      lastTried = next.get().id();
      Delivery.Outcome outcome = delivery.deliver(next.get().batch());
      return outcome instanceof Delivery.Failed failure
          ? tryLater(lastTried, failure)
          : settle(lastTried, outcome);
    } catch (SQLException | RuntimeException e) {
      return outage.goesOn("The outbox cannot be forwarded: " + e, Optional.empty());
    }
  }

  private Optional<Outbox.Waiting> next() throws SQLException {
    if (!failed.ids().isEmpty()) {
      failed.keep(outbox.waitingAmong(failed.ids())); // the bound may have dropped some
    }
    Set<Long> resting = failed.resting(clock.instant());
    boolean inTurn = outage.hasLasted(IN_ORDER);
    Optional<Outbox.Waiting> next = outbox.next(inTurn ? lastTried : 0, resting);
    return next.isEmpty() && inTurn ? outbox.next(0, resting) : next;
  }

  private boolean awaitArrival() throws InterruptedException {
    if (closing.getCount() == 0) {
      return false;
    }
    Instant now = clock.instant();
    Optional<Instant> due = failed.nextDue(now);
    if (due.isPresent()) {
      arrivals.tryAcquire(Duration.between(now, due.get()).toMillis() + 1, TimeUnit.MILLISECONDS);
    } else {
      arrivals.acquire();
    }
    arrivals.drainPermits();
    return true;
  }

  private boolean tryLater(long id, Delivery.Failed failure) throws InterruptedException {
    if (failure.about() != About.STATSIG) {
      failed.failed(id, failure.why(), failure.retryAfter(), clock.instant());
      if (!outage.isOn() && failed.isSuspect(id)) {
        return true; // it rests, and the line goes on
      }
    }
    keyRefused = failure.about() == About.KEY;
    return outage.goesOn(
        (keyRefused ? "Statsig refuses the server key: " : "Statsig takes no events: ")
            + failure.why(),
        failure.retryAfter());
  }

  private boolean settle(long id, Delivery.Outcome outcome) throws InterruptedException {
    if (outcome instanceof Delivery.Refused refused) {
      boolean written = giveUp(new DeadLetter(id, refused.why()));
      goOn();
      return written;
    }
    if (!insist(() -> outbox.remove(id))) {
      return false;
    }
    failed.passed(id, clock.instant());
    for (Optional<DeadLetter> condemned = failed.condemned();
        condemned.isPresent();
        condemned = failed.condemned()) {
      if (!giveUp(condemned.get())) {
        return false;
      }
    }
    goOn();
    forwarded.incrementAndGet();
    return true;
  }

  private boolean giveUp(DeadLetter letter) throws InterruptedException {
    if (deadLettersLogged.add(letter.why())) {
      LOG.error(
          "Statsig will not take a batch of events ({}), which is now a dead letter: it is kept in"
              + " the outbox, out of the line; further ones for this reason are only counted",
          letter.why());
    }
    return insist(() -> outbox.makeDeadLetter(letter.id(), letter.why()));
  }

  /** Insists on writing the outcome down, since the batch would be sent again without it. */
  private boolean insist(OutboxChange change) throws InterruptedException {
    while (true) {
      try {
        change.make();
        return true;
      } catch (SQLException e) {
        if (!outage.goesOn("The outbox cannot be written: " + e, Optional.empty())) {
          return false;
        }
      }
    }
  }

  private void goOn() {
    keyRefused = false;
    outage.ends(
        failed.reason().map(why -> "Statsig fails on a batch while it takes others: " + why));
  }

  @FunctionalInterface
  private interface OutboxChange {
    void make() throws SQLException;
  }
}
