package dev.buttoncolor;

import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.store.EventStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells the store what the spec document in force says of the experiment, at once and then on. */
final class SpecObserver implements AutoCloseable {

  /** The SDK asks for a new document every ten seconds. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "spec-observer");
            thread.setDaemon(true);
            return thread;
          });

  private SpecObserver() {}

  static SpecObserver start(Assigner assigner, EventStore store, InstantSource clock) {
    Runnable observe =
        () -> assigner.spec().ifPresent(spec -> store.observe(spec, clock.instant()));
    observe.run();
    store
        .check(); // a write comes after what was observed, so the first visitor finds the run begun
    SpecObserver observer = new SpecObserver();
    observer.timer.scheduleWithFixedDelay(
        observe, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return observer;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
