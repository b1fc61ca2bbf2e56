package dev.buttoncolor.store;

import dev.buttoncolor.experiment.SignupOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The places of events that wait for the thread that writes. One is taken before the SDK logs
 * anything, and given back once that is committed: so what the SDK holds has the same bound. Safe
 * for use by many threads.
 */
final class Places {

  static final int CAPACITY = 50_000;
  static final int MAX_WAITING_SIGNUPS = 1_000;

  /** How long a signup may wait for its commit before its visitor is told so. */
  private static final int SIGNUP_DEADLINE_S = 2;

  private final Semaphore free = new Semaphore(CAPACITY);
  private final AtomicInteger waitingSignups = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  boolean reserve() {
    boolean reserved = free.tryAcquire();
    if (!reserved) {
      dropped.increment();
    }
    return reserved;
  }

  /** Also false if too many signups wait for their answer. */
  boolean reserveForSignup() {
    if (waitingSignups.get() < MAX_WAITING_SIGNUPS) {
      return reserve();
    }
    dropped.increment();
    return false;
  }

  void release(int count) {
    free.release(count);
  }

  /** The outcome of a signup, or that there was none in time; it counts as waiting until then. */
  CompletableFuture<SignupOutcome> awaited(CompletableFuture<SignupOutcome> outcome) {
    waitingSignups.incrementAndGet();
    return outcome
        .completeOnTimeout(SignupOutcome.NOT_RECORDED, SIGNUP_DEADLINE_S, TimeUnit.SECONDS)
        .whenComplete((done, failure) -> waitingSignups.decrementAndGet());
  }

  /** How many are taken, those of events that are being written among them. */
  int taken() {
    return CAPACITY - free.availablePermits();
  }

  /** Events for which there was no place since the start. */
  long dropped() {
    return dropped.sum();
  }
}
