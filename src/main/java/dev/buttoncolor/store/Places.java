package dev.buttoncolor.store;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * The places of events that wait for the thread that writes. One is taken before the SDK logs
 * anything, and given back once that is committed: so what the SDK holds has the same bound. Safe
 * for use by many threads.
 */
final class Places {

  static final int CAPACITY = 50_000;

  private final Semaphore free = new Semaphore(CAPACITY);
  private final LongAdder dropped = new LongAdder();

  boolean reserve() {
    boolean reserved = free.tryAcquire();
    if (!reserved) {
      dropped.increment();
    }
    return reserved;
  }

  void release(int count) {
    free.release(count);
  }

  /** How many are taken, those of events that are being written among them. */
  int taken() {
    return CAPACITY - free.availablePermits();
  }

  long dropped() {
    return dropped.sum();
  }
}
