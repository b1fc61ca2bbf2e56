package dev.buttoncolor.web.results;

import dev.buttoncolor.results.Results;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.web.http.Representation;
import dev.buttoncolor.web.results.ResultsPage.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes the results of a run once for each change and shares them among all callers. A caller gets
 * results that hold every event committed before the call.
 *
 * <p>While nothing changes, a call only compares the state. While much changes, the results are
 * made at most once a pause for any number of callers: those who ask in between wait for the next.
 * Safe for use by many threads.
 */
final class SharedResults {

  /** The age at which they are made anew while nothing changes, as their page shows their time. */
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  /** What results are made from. */
  record Reading(RecordedRun recorded, boolean inSpecs, List<Run> runs, Site site) {

    private Optional<Published> published() {
      return Results.of(recorded, inSpecs, runs)
          .map(results -> new Published(this, results, new ConcurrentHashMap<>()));
    }

    /** Whether this is the same, read at another time perhaps. */
    private boolean isSameAs(Reading other) {
      return equals(
          new Reading(other.recorded.at(recorded.readAt()), other.inSpecs, other.runs, other.site));
    }
  }

  /** Results and what they were made from, with each form that was asked for. */
  record Published(Reading reading, Results results, Map<String, Representation> forms) {}

  /**
   * What was made.
   *
   * @param results empty while the experiment's groups are not known
   */
  private record Made(Optional<Published> results, Object state, long nanos) {

    boolean isFresh() {
      return results.isPresent() && System.nanoTime() - nanos < MAX_AGE.toNanos();
    }
  }

  private final Supplier<Object> state;
  private final Supplier<Optional<Reading>> source;
  private final Duration pause;
  private long startedAt; // of the last making
  private CompletableFuture<Optional<Published>> next; // null if none waits
  private volatile Made latest = new Made(Optional.empty(), null, 0);

  /**
   * @param state equal to the one before as long as there is nothing new
   * @param source what there is at this moment; empty if there is no run
   */
  SharedResults(Supplier<Object> state, Supplier<Optional<Reading>> source, Duration pause) {
    this.state = state;
    this.source = source;
    this.pause = pause;
    startedAt = System.nanoTime() - pause.toNanos();
  }

  /** The results; already there unless they have changed. */
  CompletableFuture<Optional<Published>> get() {
    Made made = latest;
    if (made.isFresh() && state.get().equals(made.state())) {
      return CompletableFuture.completedFuture(made.results());
    }
    CompletableFuture<Optional<Published>> waiting = new CompletableFuture<>();
    long early;
    synchronized (this) {
      if (next != null) {
        return next;
      }
      next = waiting;
      early = startedAt + pause.toNanos() - System.nanoTime();
    }
    Executor thread =
        early <= 0 ? Runnable::run : CompletableFuture.delayedExecutor(early, TimeUnit.NANOSECONDS);
    return waiting.completeAsync(this::make, thread);
  }

  private Optional<Published> make() {
    synchronized (this) {
      next = null; // a later caller may have seen an event that this reading misses
      startedAt = System.nanoTime();
    }
    Object seen = state.get(); // first: what changes meanwhile is found by the next call
    Made before = latest;
    Optional<Reading> now = source.get();
    boolean isSame =
        before.isFresh() && now.filter(before.results().get().reading()::isSameAs).isPresent();
    Made made =
        isSame
            ? new Made(before.results(), seen, before.nanos())
            : new Made(now.flatMap(Reading::published), seen, System.nanoTime());
    latest = made;
    return made.results();
  }
}
