package dev.buttoncolor.store;

import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.store.counts.CountTable;
import dev.buttoncolor.store.counts.Exclusions;
import dev.buttoncolor.store.counts.KnownRuns;
import dev.buttoncolor.store.database.EventDatabase;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.StoredRun;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events into the database, over a session that it opens anew where it was lost. Each method
 * that throws leaves the database as it was, but for a commit whose answer was lost; all may be
 * called again with the same events. For the one thread that writes, but for what is said to be
 * otherwise.
 */
final class Recorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private final EventDatabase database;
  private final Registration registration;
  private final InstantSource clock;
  private final KnownRuns known;
  private final ChangedBuckets changed = new ChangedBuckets();
  private final LongAdder commits = new LongAdder();
  private final LongAdder commitNanos = new LongAdder();

  private Session session; // null while there is none, as the two that write over it
  private RunRecorder runs;
  private CountTable counts;

  Recorder(EventDatabase database, StoreOptions options, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    registration = new Registration(options, clock.instant(), database.isShared());
    known = new KnownRuns(database, registration::instance, clock);
  }

  /** What is known of the runs; for all threads. */
  KnownRuns known() {
    return known;
  }

  EventDatabase database() {
    return database;
  }

  /** Whether no instance is known to have written to the database before this one. */
  boolean isFirst() {
    return registration.instance() <= 1;
  }

  /** Transactions committed since the start; for all threads. */
  long commits() {
    return commits.sum();
  }

  /** How long they took, together, in nanoseconds; for all threads. */
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
      return;
    }
    Session opened = database.openSession();
    try {
      registration.register(opened, known.exclusions());
      runs = new RunRecorder(opened, registration.runTable(opened), known);
      runs.load();
      counts = new CountTable(opened.connection(), registration.instance());
      session = opened;
    } catch (SQLException | StoreException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** After a refusal: takes back what was begun. */
  void rollback() throws SQLException {
    if (session != null) {
      session.rollback();
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
    }
  }

  /** Makes what a spec document says part of the runs. */
  void observe(ExperimentSpec spec, Instant at) throws SQLException {
    runs.observe(spec, at);
  }

  /** Reads what other instances or an operator have changed. */
  void refresh() throws SQLException {
    runs.refresh();
  }

  /**
   * Commits the events and all else that waits, in one transaction, and then answers.
   *
   * @param atAnyRate whether to write something even where nothing waits, to see whether it works
   */
  void record(List<Event> events, boolean atAnyRate) throws SQLException {
    runs.open(events);
    Runs current = known.runs();
    Batch batch = new Batch(current, registration.instance());
    boolean check = atAnyRate;
    for (Event event : events) {
      if (event instanceof Event.OfVisitor ofVisitor) {
        batch.add(ofVisitor);
      }
      check |= event instanceof Event.Check;
    }
    Map<Exclusions.Key, Long> excluded =
        known.exclusions().unsaved(current.current().orElseThrow().id());
    Map<Integer, RunningMinima> lowered = known.minima().unsaved();
    if (!batch.isEmpty() || !excluded.isEmpty() || !lowered.isEmpty() || check) {
      long started = System.nanoTime();
      session.begin();
      batch.write(session, counts);
      counts.saveExclusions(excluded);
      counts.lower(lowered);
      if (check) {
        registration.touch(session, clock.instant());
      }
      session.commit();
      commits.increment();
      commitNanos.add(System.nanoTime() - started);
      known.exclusions().saved(excluded);
      known.minima().saved(lowered);
      known.committed();
      batch.counted().buckets().forEach(bucket -> changed.add(current, bucket));
    }
    batch.answer(known.exclusions());
  }

  /** The end of a bucket is a look, whether or not a page is read. */
  void lookAtClosedBuckets() throws SQLException {
    for (int closed : changed.closedAt(clock.instant())) {
      StoredRun run = known.runs().ofId(closed);
      known.look(run);
      if (counts.isTooFine(run)) {
        runs.widenBuckets(run, counts);
      }
      changed.remove(closed);
    }
  }

  @Override
  public void close() {
    known.close();
    if (session != null) {
      session.close();
    }
  }
}
