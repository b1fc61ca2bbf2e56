package dev.buttoncolor.store;

import dev.buttoncolor.experiment.SignupOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The events that wait for the thread that writes, within bounds. A place is taken before the SDK
 * logs anything, and given back once that is committed: so what the SDK holds has the same bound.
 * Safe for use by many threads.
 */
final class EventQueue {

  static final int CAPACITY = 50_000;
  static final int MAX_WAITING_SIGNUPS = 1_000;

  /** How long a signup may wait for its commit before its visitor is told so. */
  private static final Duration SIGNUP_DEADLINE = Duration.ofSeconds(2);

  private final Semaphore places = new Semaphore(CAPACITY);
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingSignups = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  /** Takes a place; false if there is none. */
  boolean reserve() {
    boolean reserved = places.tryAcquire();
    if (!reserved) {
      dropped.increment();
    }
    return reserved;
  }

  /** Takes a place for a signup; false if there is none, or too many wait for their answer. */
  boolean reserveForSignup() {
    if (waitingSignups.get() < MAX_WAITING_SIGNUPS) {
      return reserve();
    }
    dropped.increment();
    return false;
  }

  /** Gives places back. */
  void release(int count) {
    places.release(count);
  }

  void put(Event event) {
    events.add(event);
  }

  /** The outcome of a signup, or that there was none in time; it counts as waiting until then. */
  CompletableFuture<SignupOutcome> awaited(CompletableFuture<SignupOutcome> outcome) {
    waitingSignups.incrementAndGet();
    return outcome
        .completeOnTimeout(
            SignupOutcome.NOT_RECORDED, SIGNUP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, failure) -> waitingSignups.decrementAndGet());
  }

  /** The next event; null if none came in time. */
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

  /** Places that are taken, those of events that are being written among them. */
  int taken() {
    return CAPACITY - places.availablePermits();
  }

  /** Events for which there was no place since the start. */
  long dropped() {
    return dropped.sum();
  }
}
