package dev.buttoncolor.web.results;

import dev.buttoncolor.web.results.document.RunResults;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Makes the results once for each change and shares them among all callers. A caller gets results
 * that hold every event committed before the call.
 *
 * <p>While nothing changes, a call only compares the state. While much changes, the results are
 * made at most once a {@link #PAUSE} for any number of callers: those who ask in between wait for
 * the next. Safe for use by many threads.
 */
final class SharedResults {

  /** Ten times what making them takes: they cost at most a tenth of a core. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** The age at which they are made anew while nothing changes, as their page shows their time. */
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  interface Source {
    /** What the results are made from; they are made anew when it is no longer equal. */
    Object state();

    /** The results of this moment; empty while the experiment's groups are not known. */
    Optional<RunResults> results();
  }

  /** What was made, of which state, and when by the clock of System.nanoTime. */
  private record Made(Optional<PublishedResults> results, Object state, long nanos) {}

  private final Source source;
  private final Duration pause;
  private long startedAt; // of the last making
  private CompletableFuture<Optional<PublishedResults>> next; // null where none waits
  private volatile Made latest;

  SharedResults(Source source) {
    this(source, PAUSE);
  }

  SharedResults(Source source, Duration pause) {
    this.source = source;
    this.pause = pause;
    latest = new Made(Optional.empty(), null, 0);
    startedAt = System.nanoTime() - pause.toNanos();
  }

  /** The results; already there unless they have changed. */
  CompletableFuture<Optional<PublishedResults>> get() {
    Made made = latest;
    if (isFresh(made) && source.state().equals(made.state())) {
      return CompletableFuture.completedFuture(made.results());
    }
    CompletableFuture<Optional<PublishedResults>> waiting;
    long early;
    synchronized (this) {
      if (next != null) {
        return next;
      }
      waiting = new CompletableFuture<>();
      next = waiting;
      early = startedAt + pause.toNanos() - System.nanoTime();
    }
    return waiting.completeAsync(this::make, after(early));
  }

  private static boolean isFresh(Made made) {
    return made.results().isPresent() && System.nanoTime() - made.nanos() < MAX_AGE.toNanos();
  }

  private static Executor after(long nanos) {
    return nanos <= 0
        ? Runnable::run
        : CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
  }

  private Optional<PublishedResults> make() {
    synchronized (this) {
      next = null; // a later caller may have seen an event that this reading misses
      startedAt = System.nanoTime();
    }
    Object state = source.state(); // first: what changes meanwhile is found by the next call
    Made before = latest;
    Optional<RunResults> results = source.results();
    boolean same =
        isFresh(before)
            && results.isPresent()
            && results.get().isSameAs(before.results().orElseThrow().run());
    Made made =
        same
            ? new Made(before.results(), state, before.nanos())
            : new Made(results.map(PublishedResults::new), state, System.nanoTime());
    latest = made;
    return made.results();
  }
}
