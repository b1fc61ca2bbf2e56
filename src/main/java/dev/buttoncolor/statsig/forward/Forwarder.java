package dev.buttoncolor.statsig.forward;

import dev.buttoncolor.statsig.forward.Delivery.Outcome;
import dev.buttoncolor.statsig.forward.Triage.Decision;
import dev.buttoncolor.store.Outbox;
import dev.buttoncolor.store.database.OutboxTable;
import dev.buttoncolor.store.database.OutboxTable.Lease;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox to Statsig, oldest first: leases events, posts them, and tells the
 * outbox what became of them. One thread, one post at a time.
 *
 * <p>Events arrive at least once. An event arrives twice only after a crash, a lost answer, or if
 * the outbox could not be told within the lease.
 */
public final class Forwarder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  /** How long after its lease a post may start, so that it ends well within the lease. */
  private static final Duration LATEST_POST = Duration.ofSeconds(15);

  private static final Duration RETRY = Duration.ofMillis(200);

  /** How often to look for events whose lease by an instance that died has run out. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** Lets events gather: a post and its two changes of the outbox cost more than many events. */
  private static final Duration GATHER = Duration.ofMillis(250);

  /** A lease of so many events shows a backlog: the next post does not wait for more to gather. */
  private static final int MANY = OutboxTable.MOST_BATCHES; // of one event each, or of more

  /** What a stop spends on sending. */
  private static final Duration LAST_PASS = Duration.ofSeconds(1);

  private final Outbox outbox;
  private final Delivery delivery;
  private final Triage triage;
  private final Duration lastPass;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<String> refusals = new HashSet<>();
  private final Thread thread = new Thread(this::run, "forwarder");
  private volatile Optional<String> problem = Optional.empty();
  private boolean backlog;
  private boolean goOn = true; // with the next event, even at the stop

  Forwarder(Outbox outbox, Delivery delivery, Triage triage, Duration lastPass) {
    this.outbox = outbox;
    this.delivery = delivery;
    this.triage = triage;
    this.lastPass = lastPass;
    thread.setDaemon(true);
  }

  /** Starts one that posts to this base address, with this server key. */
  public static Forwarder start(Outbox outbox, URI statsig, String key) {
    Delivery delivery = new Delivery(statsig, key, Delivery.BOUND, InstantSource.system());
    return new Forwarder(outbox, delivery, new Triage(Triage.PUT_OFF), LAST_PASS).start();
  }

  Forwarder start() {
    thread.start();
    return this;
  }

  /** What keeps events from Statsig at the moment, for a person; empty if nothing does. */
  public Optional<String> problem() {
    return problem;
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        if (!forwardNext()) {
          outbox.await(IDLE);
        }
      }
      goOn = goOn && outbox.commitLogged(lastPass);
      while (goOn && forwardNext()) {} // until it fails, or nothing is due
    } catch (InterruptedException | RuntimeException e) {
      LOG.warn("The last pass failed: {}; what is left waits in the outbox", e.getMessage());
    }
  }

  /** Forwards what is due; false if nothing is. */
  private boolean forwardNext() throws InterruptedException {
    if (!backlog) {
      closing.await(GATHER.toMillis(), TimeUnit.MILLISECONDS);
    }
    try {
      Optional<Lease> lease = outbox.lease();
      backlog = lease.isPresent() && lease.get().events().size() >= MANY;
      if (lease.isPresent()) {
        forward(lease.get());
      }
      return lease.isPresent();
    } catch (RuntimeException e) { // what was leased is due again once the lease is over
      pause("The outbox cannot be forwarded: " + e.getMessage(), RETRY, false);
      return true;
    }
  }

  private void forward(Lease lease) throws InterruptedException {
    if (age(lease).compareTo(LATEST_POST) > 0) {
      tell(lease, () -> outbox.release(lease));
      return;
    }
    Outcome outcome = delivery.post(lease.events());
    Decision decision = triage.decide(lease, outcome, Instant.now());
    switch (decision.fate()) {
      case DELIVERED -> {
        tell(lease, () -> outbox.delivered(lease));
        report(Optional.empty());
      }
      case RELEASED -> tell(lease, () -> outbox.release(lease));
      case HALVED -> tell(lease, () -> outbox.halve(lease, decision.later()));
      case REFUSED -> tell(lease, () -> refuse(lease, outcome.answer()));
    }
    if (goOn && !decision.pause().isZero()) {
      pause(outcome.problem(), decision.pause(), outcome.retryAfter().isPresent());
    }
  }

  private void refuse(Lease lease, String why) {
    outbox.refuse(lease, why);
    if (refusals.add(why)) {
      LOG.error(
          "Statsig refuses an event for good ({}); it is kept as a dead letter. Further ones are"
              + " counted, not logged",
          why);
    }
  }

  private static Duration age(Lease lease) {
    return Duration.ofNanos(System.nanoTime() - lease.leasedAtNanos());
  }

  /** Tries for as long as the lease lasts, or delivered events would be sent again. */
  private void tell(Lease lease, Runnable change) throws InterruptedException {
    do {
      try {
        change.run();
        return;
      } catch (RuntimeException e) {
        pause("The outbox cannot be written: " + e.getMessage(), RETRY, false);
      }
    } while (goOn && age(lease).compareTo(OutboxTable.LEASE) < 0);
  }

  /**
   * Something failed: waits before the next try. A failure ends a last pass.
   *
   * @param asked whether Statsig asked for the pause, and so for no last pass within it either
   */
  private void pause(String why, Duration pause, boolean asked) throws InterruptedException {
    report(Optional.of(why));
    boolean failsAtTheStop = closing.getCount() == 0;
    boolean cutShort = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    goOn = !failsAtTheStop && !(cutShort && asked);
  }

  private void report(Optional<String> now) {
    if (now.isPresent() && !now.equals(problem)) {
      LOG.warn("{}; events wait in the outbox, and it is tried again", now.get());
    } else if (now.isEmpty() && problem.isPresent()) {
      LOG.info("Events go out again");
    }
    problem = now;
  }

  /** Commits what was logged, and sends what can be sent within a second; the rest waits. */
  @Override
  public void close() {
    closing.countDown();
    outbox.wake();
    try {
      thread.join(lastPass.toMillis());
      delivery.cancel();
      thread.join(lastPass.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
