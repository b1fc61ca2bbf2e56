package dev.buttoncolor.store;

import com.google.gson.annotations.SerializedName;
import dev.buttoncolor.experiment.EventLog;
import dev.buttoncolor.experiment.EventLog.Place;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * First exposures and first signups of one experiment, run by run, in a SQLite file of this
 * instance's own or in a PostgreSQL database that instances share.
 *
 * <ul>
 *   <li><b>First exposure wins.</b> A visitor counts once in a run, in the group of their first
 *       counted landing page; other groups that they see later are only counted as crossovers.
 *   <li><b>First signup wins.</b> A visitor converts once in a run, at their first signup at or
 *       after their exposure. A signup of a visitor not exposed so far is kept apart and enters no
 *       rate, unless its exposure turns up later through another instance: then it is a conversion.
 *   <li><b>Runs.</b> An event belongs to the run whose salt it carries. What happens after a run
 *       has ended is not counted into it.
 *   <li><b>Durable.</b> What became of a {@link Place#signedUp signup} is said once it is
 *       committed. In a file, a commit survives the death of the process at any moment; a power cut
 *       may take the last moments. An exposure may lag by {@value Writer#MAX_LAG_MS} ms.
 *   <li><b>In order.</b> Events are written in the order in which they were recorded; so a
 *       visitor's exposure is there before their signup.
 *   <li><b>Bounded.</b> At most {@value #CAPACITY} events wait. While nothing can be written they
 *       wait and are tried again; what comes when all places are taken is dropped in both halves,
 *       the store's and Statsig's, and counted.
 *   <li><b>One transaction.</b> The outbox has what is committed here by the same commit or an
 *       earlier one; after the death of the process it may have an event that the store has not.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class EventStore implements EventLog, AutoCloseable {

  /**
   * How the store is doing at one moment.
   *
   * @param detail what is wrong, or that nothing is, for a person; without any secret
   * @param dropped how many events were lost since the start because too many waited
   */
  public record Status(
      Health health, String detail, int waiting, long dropped, long commits, Duration committing) {}

  /** Whether a part of the program, such as the store, does its work; from good to bad. */
  public enum Health {
    @SerializedName("ok")
    OK,
    /** Visitors are served, and an operator has something to do: a shared database is away. */
    @SerializedName("degraded")
    DEGRADED,
    /** Visitors are better served by another instance: this one alone cannot write. */
    @SerializedName("failed")
    FAILED
  }

  /**
   * Places of events. One is taken before the SDK logs anything, and given back once that is
   * committed: so what the SDK holds has the same bound.
   */
  static final int CAPACITY = 50_000;

  private static final Duration CHECK_PATIENCE = Duration.ofSeconds(1);

  /** How long a signup may wait for its commit before its visitor is told so. */
  private static final int SIGNUP_PATIENCE_S = 2;

  private final Database database;
  private final LoggedEvents loggedEvents;
  private final Recorder recorder;
  private final Reader reader;
  private final Semaphore places = new Semaphore(CAPACITY);
  private final LongAdder dropped = new LongAdder();
  private final Writer writer;
  private final AtomicReference<ExperimentSpec> lastSpec = new AtomicReference<>();
  private final ReentrantLock checking = new ReentrantLock();
  private volatile boolean wroteInTime = true;

  private EventStore(
      Database database, StoreOptions options, LoggedEvents loggedEvents, InstantSource clock) {
    this.database = database;
    this.loggedEvents = loggedEvents;
    recorder = new Recorder(database, options, clock);
    reader = recorder.reader;
    writer = new Writer(database, recorder, loggedEvents, places);
    recorder.outbox.changedBy(writer);
  }

  /** Opens a store or makes it. If a shared database is away, events wait until it is back. */
  public static EventStore open(
      Database database, StoreOptions options, LoggedEvents loggedEvents, InstantSource clock)
      throws StoreException {
    EventStore store = new EventStore(database, options, loggedEvents, clock);
    store.writer.start();
    return store;
  }

  public boolean isShared() {
    return database.isShared();
  }

  public Outbox outbox() {
    return recorder.outbox;
  }

  @Override
  public Optional<Place> reserve() {
    if (places.tryAcquire()) {
      return Optional.of(new ReservedPlace());
    }
    dropped.increment();
    return Optional.empty();
  }

  private final class ReservedPlace implements Place {

    private boolean used;

    private void use(Event event) {
      used = true;
      writer.put(event);
    }

    @Override
    public void exposed(VisitorId visitor, String group, Split split, Instant at) {
      use(new Event.Exposed(visitor, group, split, at));
    }

    @Override
    public CompletableFuture<SignupOutcome> signedUp(VisitorId visitor, String run, Instant at) {
      return awaited(outcome -> new Event.SignedUp(visitor, run, at, outcome));
    }

    @Override
    public CompletableFuture<SignupOutcome> signedUpUncounted() {
      return loggedEvents == LoggedEvents.NONE
          ? CompletableFuture.completedFuture(SignupOutcome.NOT_RUNNING)
          : awaited(Event.ForStatsig::new);
    }

    private CompletableFuture<SignupOutcome> awaited(
        Function<CompletableFuture<SignupOutcome>, Event> event) {
      CompletableFuture<SignupOutcome> outcome = new CompletableFuture<>();
      use(event.apply(outcome));
      writer.commitSoon();
      if (writer.failure().isPresent()) { // waiting would only keep others from being served
        outcome.complete(SignupOutcome.NOT_RECORDED);
      }
      return outcome.completeOnTimeout(
          SignupOutcome.NOT_RECORDED, SIGNUP_PATIENCE_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      if (used) {
        return;
      }
      if (loggedEvents == LoggedEvents.NONE) {
        places.release();
      } else {
        use(new Event.ForStatsig(new CompletableFuture<>())); // the SDK may have logged something
      }
    }
  }

  @Override
  public void exclude(Exclusion kind) {
    recorder.uncommitted.exclude(kind);
  }

  /**
   * A spec document was seen: a salt that is new begins a run, a change of state, shares, colors or
   * texts is written down with its time. Returns at once; what was seen last costs nothing.
   */
  public void observe(ExperimentSpec spec, Instant at) {
    if (!spec.equals(lastSpec.getAndSet(spec))) {
      writer.request(() -> recorder.changeRuns(runs -> runs.observed(spec, at)));
    }
  }

  /**
   * Tells the follower within a second, from the writer's thread, what an operator has made of the
   * run that the document observed last belongs to.
   */
  public void follow(Consumer<Run> follower) {
    recorder.followedBy(
        runs ->
            Optional.ofNullable(lastSpec.get())
                .flatMap(document -> runs.ofDocument(document.salt()))
                .ifPresent(follower));
  }

  /**
   * The current run, looked at: a person is about to read it, so the p-values of this moment enter
   * the running minima. While the database is away it is as it was last read; empty if it never
   * was.
   */
  public Optional<RecordedRun> look() {
    return reader.runs().current().flatMap(this::look);
  }

  /** The same of an earlier run; empty if there is none of this number. */
  public Optional<RecordedRun> look(int number) {
    return reader.runs().ofNumber(number).flatMap(this::look);
  }

  private Optional<RecordedRun> look(Run run) {
    boolean isAway = database.isShared() && writer.failure().isPresent();
    Optional<RecordedRun> read = isAway ? Optional.empty() : reader.read(run);
    return read.map(recorder.uncommitted::look).or(() -> reader.lastRead(run));
  }

  /** A number that grows whenever {@link #look} may find something new. */
  public long version() {
    return reader.version();
  }

  public Mode mode() {
    return reader.runs().mode();
  }

  /** All runs of the experiment in this mode, by number. */
  public List<Run> runs() {
    return reader.runs().all().stream().sorted(Comparator.comparing(Run::number)).toList();
  }

  /**
   * Writes something to find out whether the store works, for at most a second. One thread at a
   * time does; the others get what was found last, so that polls of a store that hangs do not take
   * all threads.
   */
  public Status check() {
    if (checking.tryLock()) {
      try {
        wroteInTime = writer.commit(CHECK_PATIENCE);
      } finally {
        checking.unlock();
      }
    }
    return status(wroteInTime);
  }

  /** The same without writing: as of the last transaction. */
  public Status status() {
    return status(true);
  }

  private Status status(boolean isInTime) {
    Writer.Failure late = new Writer.Failure("does not take a write in time", !database.isShared());
    Writer.Failure failure = writer.failure().orElse(isInTime ? null : late);
    return new Status(
        failure == null ? Health.OK : failure.isOwn() ? Health.FAILED : Health.DEGRADED,
        failure == null ? "takes writes" : failure.why(),
        CAPACITY - places.availablePermits(),
        dropped.sum(),
        recorder.commits.sum(),
        Duration.ofNanos(recorder.commitNanos.sum()));
  }

  /** Commits what waits, for at most two seconds if need be, and lets go of the database. */
  @Override
  public void close() {
    writer.close();
  }
}
