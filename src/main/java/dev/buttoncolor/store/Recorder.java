package dev.buttoncolor.store;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events into the database, over a session that it opens anew where it was lost. Each method
 * that throws leaves the database as it was, but for a commit whose answer was lost; all may be
 * called again with the same events. Only {@link #look} and what it is made of may be used by other
 * threads than the one that writes.
 */
final class Recorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  /** How long a change that another instance made may go unnoticed. */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final EventDatabase database;
  private final Registration registration;
  private final InstantSource clock;
  private final Reader reader;
  private final Exclusions exclusions = new Exclusions();
  private final Minima minima = new Minima();
  private final LongAdder publications = new LongAdder();
  private final LongAdder commits = new LongAdder();
  private final LongAdder commitNanos = new LongAdder();

  private Session session; // null while there is none
  private RunTable runTable;
  private CountTable countTable; // null where its statements are to be prepared
  private long polledAt;

  /** When the bucket closes in which a run's counts last changed, by the run's key. */
  private final Map<Integer, Instant> unlooked = new HashMap<>();

  private volatile Runs runs = Runs.NONE;

  Recorder(EventDatabase database, StoreOptions options, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    registration = new Registration(options, clock.instant(), database.isShared());
    reader = new Reader(database, clock);
  }

  Runs runs() {
    return runs;
  }

  /** Whether no instance is known to have written to the database before this one. */
  boolean isFirst() {
    return registration.instance() <= 1;
  }

  EventDatabase database() {
    return database;
  }

  /** Counts one exclusion for the current run. */
  void count(Exclusion kind) {
    exclusions.count(kind);
  }

  /** Transactions committed since the start. */
  long commits() {
    return commits.sum();
  }

  /** How long they took, together, in nanoseconds. */
  long commitNanos() {
    return commitNanos.sum();
  }

  /**
   * Connects where there is no connection.
   *
   * @throws StoreException where this instance must not write there
   */
  void connect() throws SQLException, StoreException {
    if (session != null) {
      prepare();
      return;
    }
    Session opened = database.openSession();
    try {
      registration.register(opened, exclusions);
      runTable = registration.runTable(opened);
      session = opened;
      prepare();
      publish(runTable.load());
    } catch (SQLException | StoreException | RuntimeException e) {
      opened.close();
      session = null;
      throw e;
    }
  }

  private void prepare() throws SQLException {
    if (countTable == null) {
      countTable = new CountTable(session.connection(), registration.instance());
    }
  }

  /** After a refusal: takes back what was begun. */
  void rollback() throws SQLException {
    if (session != null) {
      session.rollback();
      if (countTable != null) {
        countTable.close();
        countTable = null;
      }
    }
  }

  /** After a failure: takes back what was begun, and gives up a session that may be lost. */
  void recover() {
    try {
      rollback();
    } catch (SQLException e) {
      LOG.debug("The store does not roll back: {}", e.getMessage());
    }
    if (database.isShared() && session != null) {
      session.close();
      session = null;
      countTable = null;
    }
  }

  /** Makes what a spec document says part of the runs. */
  void observe(ExperimentSpec spec, Instant at) throws SQLException {
    inTransaction(() -> new Observation(runTable, spec, at).write());
  }

  /** One step of a transaction that changes runs. */
  private interface Step {
    void run() throws SQLException;
  }

  private void inTransaction(Step step) throws SQLException {
    session.begin();
    session.lockRuns();
    step.run();
    session.commit();
    publish(runTable.load());
  }

  private void publish(Runs next) {
    Optional<Design> before = runs.current().flatMap(runs::design);
    Optional<Design> after = next.current().flatMap(next::design);
    runs = next;
    publications.increment();
    polledAt = System.nanoTime();
    if (before.isPresent() && after.isPresent() && !before.equals(after)) {
      LOG.info("The design is now {}; it was {}", after.get(), before.get());
    }
  }

  /**
   * Commits the events and whatever else waits, in one transaction, and then answers.
   *
   * @param atAnyRate whether to write something even where nothing waits, to see whether it works
   */
  void record(List<Event> events, boolean atAnyRate) throws SQLException {
    openRuns(events);
    Batch batch = new Batch(runs, registration.instance());
    boolean check = atAnyRate;
    for (Event event : events) {
      if (event instanceof Event.OfVisitor ofVisitor) {
        batch.add(ofVisitor);
      }
      check |= event instanceof Event.Check;
    }
    Map<Exclusions.Key, Long> excluded = exclusions.unsaved(runs.current().orElseThrow().id());
    Map<Integer, RunningMinima> lowered = minima.unsaved();
    if (!batch.isEmpty() || !excluded.isEmpty() || !lowered.isEmpty() || check) {
      long started = System.nanoTime();
      session.begin();
      batch.write(session, countTable);
      countTable.saveExclusions(excluded);
      for (Map.Entry<Integer, RunningMinima> run : lowered.entrySet()) {
        countTable.lower(run.getKey(), run.getValue());
      }
      if (check) {
        registration.touch(session, clock.instant());
      }
      session.commit();
      commits.increment();
      commitNanos.add(System.nanoTime() - started);
      exclusions.saved(excluded);
      minima.saved(lowered);
      batch.counted().buckets().forEach(this::remember);
    }
    batch.answer(exclusions);
  }

  private void remember(Counted.Bucket bucket) {
    StoredRun run = runs.ofId(bucket.place().run());
    Instant closes = bucket.place().opened().plus(run.bucketWidth());
    unlooked.merge(run.id(), closes, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** Learns what other instances have changed, or an operator beside this one. */
  void refresh() throws SQLException {
    if (System.nanoTime() - polledAt > POLL_NANOS) {
      polledAt = System.nanoTime();
      if (runTable.revision() != runs.revision()) {
        publish(runTable.load());
      }
    }
  }

  /** Makes the runs that the events are the first to name. */
  private void openRuns(List<Event> events) throws SQLException {
    for (Event event : events) {
      if (event instanceof Event.OfVisitor ofVisitor && runs.ofSalt(ofVisitor.run()).isEmpty()) {
        inTransaction(() -> open(ofVisitor));
      }
    }
  }

  /** A visitor was assigned, so the run is under way; what its document says follows. */
  private void open(Event.OfVisitor event) throws SQLException {
    Runs now = runTable.load();
    if (now.ofSalt(event.run()).isPresent()) {
      return; // another instance was here first
    }
    Optional<StoredRun> unnamed = now.ofExactly("");
    if (unnamed.isPresent()) {
      runTable.update(unnamed.get().begun(event.run(), event.at()));
    } else {
      runTable.insert(event.run(), ExperimentState.RUNNING, event.at());
    }
  }

  /** The end of a bucket is a look, whether or not a page is read. */
  void lookAtClosedBuckets() throws SQLException {
    Instant now = clock.instant();
    for (Iterator<Map.Entry<Integer, Instant>> i = unlooked.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Integer, Instant> closes = i.next();
      if (!now.isBefore(closes.getValue())) {
        StoredRun run = runs.ofId(closes.getKey());
        look(run);
        if (countTable.isTooFine(run)) {
          inTransaction(
              () -> {
                session.lockBuckets();
                countTable.widen(run);
              });
        }
        i.remove();
      }
    }
  }

  /** A number that has grown wherever a look may find something new. */
  long version() {
    return publications.sum() + commits() + exclusions.counted() + reader.version();
  }

  /** The run at this moment, looked at: its p-values enter the running minima. */
  RecordedRun look(StoredRun run) throws SQLException {
    RecordedRun read = read(run);
    RunningMinima before = minima.with(run.id(), read.minima());
    RunningMinima after =
        read.design()
            .map(design -> before.after(design, read.counts(), read.stretches()))
            .orElse(before);
    minima.lower(run.id(), read.minima(), after);
    return read.lookedAt(after);
  }

  /** The run at this moment. */
  RecordedRun read(StoredRun run) throws SQLException {
    return complete(run, reader.read(runs, run, registration.instance(), commits()));
  }

  /** The run as it was last read; empty where it never was. */
  Optional<RecordedRun> lastRead(StoredRun run) {
    return reader.lastRead(run).map(read -> complete(run, read));
  }

  private RecordedRun complete(StoredRun run, RecordedRun read) {
    boolean isCurrent = runs.current().filter(current -> current.id() == run.id()).isPresent();
    Map<Exclusion, Long> all = new EnumMap<>(exclusions.of(run, isCurrent));
    read.exclusions().forEach((kind, times) -> all.merge(kind, times, Long::sum));
    return read.with(all);
  }

  @Override
  public void close() {
    reader.close();
    if (session != null) {
      session.close();
    }
  }
}
