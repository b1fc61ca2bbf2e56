package dev.buttoncolor.store;

import dev.buttoncolor.experiment.SignupOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The events that wait for the thread that writes, within bounds. Safe for use by many threads. */
final class EventQueue {

  static final int CAPACITY = 50_000;
  static final int MAX_WAITING_SIGNUPS = 1_000;

  /** How long a signup may wait for its commit before its visitor is told to try again. */
  private static final Duration SIGNUP_DEADLINE = Duration.ofSeconds(2);

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(CAPACITY);
  private final AtomicInteger waitingSignups = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  /** Takes an event; false where there is no room for it. */
  boolean offer(Event event) {
    boolean isTooMany =
        event instanceof Event.SignedUp && waitingSignups.get() >= MAX_WAITING_SIGNUPS;
    boolean taken = !isTooMany && events.offer(event);
    if (!taken && event instanceof Event.OfVisitor) {
      dropped.increment();
    }
    return taken;
  }

  /** The outcome of a signup, or that there was none in time; it counts as waiting until then. */
  CompletableFuture<SignupOutcome> awaited(CompletableFuture<SignupOutcome> outcome) {
    waitingSignups.incrementAndGet();
    return outcome
        .completeOnTimeout(
            SignupOutcome.NOT_RECORDED, SIGNUP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, failure) -> waitingSignups.decrementAndGet());
  }

  /** The next event; null where none came in time. */
  Event poll(Duration patience) throws InterruptedException {
    return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Moves what waits to a list, up to so many. */
  void drainTo(List<Event> list, int most) {
    events.drainTo(list, most);
  }

  int size() {
    return events.size();
  }

  /** Events of visitors for which there was no room since the start. */
  long dropped() {
    return dropped.sum();
  }
}
