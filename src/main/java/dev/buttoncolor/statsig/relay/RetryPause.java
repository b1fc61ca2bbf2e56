package dev.buttoncolor.statsig.relay;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the forwarder spends the time between two tries, so that a test need not. */
@FunctionalInterface
interface RetryPause {
  RetryPause REAL = (pause, closing) -> closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);

  /** Returns false once the pause is over, or true as soon as {@code closing} is down. */
  boolean await(Duration pause, CountDownLatch closing) throws InterruptedException;
}
