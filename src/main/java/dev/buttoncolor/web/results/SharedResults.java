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
import java.util.function.Function;

/**
 * Makes the results of a run once for each change and shares them among all callers. A caller gets
 * results that hold every event committed before the call.
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
    /** Equal to the one before as long as there is nothing new. */
    Object state();

    /** What there is at this moment; empty if there is no run. */
    Optional<Reading> reading();
  }

  /**
   * What results are made from.
   *
   * @param inSpecs whether the specs in force have the experiment
   * @param runs all runs of the experiment, by number
   * @param site what the page says beside the figures
   */
  record Reading(RecordedRun recorded, boolean inSpecs, List<Run> runs, Site site) {

    private Optional<Published> published() {
      return Results.of(recorded, inSpecs, runs).map(results -> new Published(this, results));
    }

    /** Whether this is the same, read at another time perhaps. */
    private boolean isSameAs(Reading other) {
      return equals(
          new Reading(other.recorded.at(recorded.readAt()), other.inSpecs, other.runs, other.site));
    }
  }

  /** Results and what they were made from, with each form that was asked for. */
  record Published(Reading reading, Results results, Map<String, Representation> forms) {

    private Published(Reading reading, Results results) {
      this(reading, results, new ConcurrentHashMap<>());
    }

    /** The results in a form, made when it is first asked for. */
    Representation as(String form, Function<Published, Representation> make) {
      return forms.computeIfAbsent(form, key -> make.apply(this));
    }
  }

  /**
   * What was made.
   *
   * @param results empty while the experiment's groups are not known
   * @param state of the source
   * @param nanos when, by the clock of System.nanoTime
   */
  private record Made(Optional<Published> results, Object state, long nanos) {

    boolean isFresh() {
      return results.isPresent() && System.nanoTime() - nanos < MAX_AGE.toNanos();
    }

    boolean isFreshFor(Optional<Reading> now) {
      return isFresh() && now.filter(results.get().reading()::isSameAs).isPresent();
    }
  }

  private final Source source;
  private final Duration pause;
  private long startedAt; // of the last making
  private CompletableFuture<Optional<Published>> next; // null if none waits
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
  CompletableFuture<Optional<Published>> get() {
    Made made = latest;
    if (made.isFresh() && source.state().equals(made.state())) {
      return CompletableFuture.completedFuture(made.results());
    }
    CompletableFuture<Optional<Published>> waiting;
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

  private static Executor after(long nanos) {
    return nanos <= 0
        ? Runnable::run
        : CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
  }

  private Optional<Published> make() {
    synchronized (this) {
      next = null; // a later caller may have seen an event that this reading misses
      startedAt = System.nanoTime();
    }
    Object state = source.state(); // first: what changes meanwhile is found by the next call
    Made before = latest;
    Optional<Reading> now = source.reading();
    Made made =
        before.isFreshFor(now)
            ? new Made(before.results(), state, before.nanos())
            : new Made(now.flatMap(Reading::published), state, System.nanoTime());
    latest = made;
    return made.results();
  }
}
