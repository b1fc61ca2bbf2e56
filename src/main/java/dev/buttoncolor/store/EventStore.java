package dev.buttoncolor.store;

import dev.buttoncolor.experiment.EventLog;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.counts.KnownRuns;
import dev.buttoncolor.store.counts.RecordedRun;
import dev.buttoncolor.store.database.EventDatabase;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.postgres.DatabaseAccess;
import dev.buttoncolor.store.postgres.PostgresDatabase;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.StoredRun;
import dev.buttoncolor.store.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 *   <li><b>Durable.</b> What became of a {@link #signUp} is said once it is committed. In a file,
 *       that survives the death of the process at any moment, though not a power cut within the
 *       last moments. An exposure may lag by {@value Writer#MAX_LAG_MS} ms.
 *   <li><b>In order.</b> Events are written in the order in which these methods were called, with
 *       the time at which they happened; so a visitor's exposure is there before their signup.
 *   <li><b>Bounded.</b> At most {@value EventQueue#CAPACITY} events wait, and at most {@value
 *       EventQueue#MAX_WAITING_SIGNUPS} signups wait for their answer. While nothing can be written
 *       they wait and are tried again; what comes when the queue is full is dropped and counted.
 *   <li><b>No event stops the others.</b> One that the database refuses for good is dropped and
 *       counted as {@link Exclusion#UNRECORDABLE}.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class EventStore implements EventLog, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);

  private final EventQueue queue = new EventQueue();
  private final AtomicReference<ExperimentSpec> lastSpec = new AtomicReference<>();
  private final Recorder recorder;
  private final KnownRuns known;
  private final Writer writer;

  private EventStore(EventDatabase database, StoreOptions options, InstantSource clock) {
    recorder = new Recorder(database, options, clock);
    known = recorder.known();
    writer = new Writer(recorder, queue);
  }

  /**
   * Opens a store in a file, and makes the file where there is none.
   *
   * @param file the SQLite file; its folder exists
   * @throws StoreException where the file is not one that this program can use; it is left as it is
   */
  public static EventStore inFile(Path file, StoreOptions options, InstantSource clock)
      throws StoreException {
    return in(new SqliteDatabase(file), options, clock);
  }

  /**
   * Opens a store in a database that instances share. Where it is away the store is opened all the
   * same: events wait until it is back.
   *
   * @param unused the file that would be used without a database; the first instance to use the
   *     database says in the log which visitors are in it
   * @throws StoreException where the database is there and is not one that this instance may use
   */
  public static EventStore inDatabase(
      DatabaseAccess access, Path unused, StoreOptions options, InstantSource clock)
      throws StoreException {
    EventStore store = in(new PostgresDatabase(access), options, clock);
    if (store.recorder.isFirst()) {
      StoreContents.warnOfFile(unused);
    }
    return store;
  }

  static EventStore in(EventDatabase database, StoreOptions options, InstantSource clock)
      throws StoreException {
    EventStore store = new EventStore(database, options, clock);
    try {
      store.recorder.connect();
    } catch (SQLException e) {
      if (!database.isShared()) {
        throw new StoreException(
            "The store cannot be used: %s.".formatted(database.describe(e)), e);
      }
      store.writer.lastError().failed(database.describe(e));
    }
    store.writer.start();
    return store;
  }

  @Override
  public boolean expose(VisitorId visitor, String group, String run, Instant at) {
    if (!isRecordable(group)) {
      writer.unrecordable("the group's name is no text that can be kept");
      return false;
    }
    boolean taken = queue.offer(new Event.Exposed(visitor, group, run, at));
    if (!taken) {
      known.exclusions().count(Exclusion.DROPPED);
    }
    return taken;
  }

  /** Half a surrogate pair is no character, and a zero byte no text to PostgreSQL. */
  private static boolean isRecordable(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  @Override
  public CompletableFuture<SignupOutcome> signUp(VisitorId visitor, String run, Instant at) {
    CompletableFuture<SignupOutcome> outcome = new CompletableFuture<>();
    if (!queue.offer(new Event.SignedUp(visitor, run, at, outcome))) {
      return CompletableFuture.completedFuture(SignupOutcome.NOT_RECORDED);
    }
    writer.commitSoon();
    if (writer.lastError().isPresent()) { // waiting would only keep others from being served
      outcome.complete(SignupOutcome.NOT_RECORDED);
      return outcome;
    }
    return queue.awaited(outcome);
  }

  @Override
  public void exclude(Exclusion kind) {
    known.exclusions().count(kind);
  }

  /**
   * Takes note of the experiment as a spec document describes it: a salt that is new begins a run,
   * a change of state, shares, colors or texts is written down with its time. Returns at once; what
   * was seen last may be given again at no cost.
   */
  public void observe(ExperimentSpec spec, Instant at) {
    if (!spec.equals(lastSpec.getAndSet(spec))) {
      writer.observe(spec, at);
    }
  }

  /**
   * The current run, looked at: a person is about to read it, so the p-values of this moment enter
   * the running minima. It holds everything that this instance has committed, and what others have
   * within a second. Where the database is away it is as it was last read; empty where it has never
   * been.
   */
  public Optional<RecordedRun> look() {
    return known.runs().current().flatMap(run -> read(run, known::look));
  }

  /** The same of an earlier run; empty where there is none of this number. */
  public Optional<RecordedRun> look(int number) {
    return known.runs().ofNumber(number).flatMap(run -> read(run, known::look));
  }

  /** The current run without a look at it: no p-value is made. */
  public Optional<RecordedRun> recorded() {
    return known.runs().current().flatMap(run -> read(run, known::read));
  }

  private interface Reading {
    RecordedRun of(StoredRun run) throws SQLException;
  }

  private Optional<RecordedRun> read(StoredRun run, Reading reading) {
    if (!writer.lastError().isPresent() || !recorder.database().isShared()) {
      try {
        return Optional.of(reading.of(run));
      } catch (SQLException e) {
        LOG.warn("The store cannot be read: {}", recorder.database().describe(e));
      }
    }
    return known.lastRead(run);
  }

  /**
   * A number that grows whenever {@link #look} may find something new: with every commit, change of
   * a run and exclusion, and twice a second where other instances may have written. Costs little
   * more than a field.
   */
  public long version() {
    return known.version();
  }

  /** All runs of the experiment in this mode, by number. */
  public List<Run> runs() {
    return known.runs().all().stream()
        .map(StoredRun::run)
        .sorted((one, other) -> Integer.compare(one.number(), other.number()))
        .toList();
  }

  /**
   * Writes something to find out whether the store works.
   *
   * @return its state after at most a second
   */
  public StoreHealth check() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    if (queue.offer(new Event.Check(done))) {
      writer.commitSoon();
      try {
        done.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // The writer says below what is wrong.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    String detail =
        writer
            .lastError()
            .message()
            .orElse(done.isDone() ? "takes writes" : "does not take a write in time");
    return new StoreHealth(
        status(done.isDone() && !writer.lastError().isPresent()),
        detail,
        queue.size(),
        queue.dropped());
  }

  private StoreHealth.Status status(boolean works) {
    if (works) {
      return StoreHealth.Status.WORKING;
    }
    return recorder.database().isShared() && !writer.lastError().isRefusal()
        ? StoreHealth.Status.DEGRADED
        : StoreHealth.Status.FAILING;
  }

  public StoreActivity activity() {
    return new StoreActivity(
        queue.size(),
        queue.dropped(),
        recorder.commits(),
        Duration.ofNanos(recorder.commitNanos()));
  }

  /** Commits what waits, for at most two seconds if need be, and lets go of the database. */
  @Override
  public void close() {
    writer.close();
  }
}
