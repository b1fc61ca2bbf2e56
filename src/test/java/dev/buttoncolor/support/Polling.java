package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a state that gives no notice, by asking for it each millisecond. */
public final class Polling {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private Polling() {}

  /** Asks until it is so, or the test's own time-out ends it. */
  public static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new AssertionError("it did not come in time");
      }
      LockSupport.parkNanos(PAUSE.toNanos()); // leaves the processor to what is waited for
    }
  }

  /**
   * The same for at most 30 s.
   *
   * @param state what is there instead, for the failure
   */
  public static void until(BooleanSupplier condition, Supplier<?> state) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    until(
        () -> {
          assertTrue(
              System.nanoTime() < deadline, () -> "within " + PATIENCE + " only " + state.get());
          return condition.getAsBoolean();
        });
  }
}
