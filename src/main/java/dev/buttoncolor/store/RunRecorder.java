package dev.buttoncolor.store;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.store.counts.CountTable;
import dev.buttoncolor.store.counts.KnownRuns;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.runs.Observation;
import dev.buttoncolor.store.runs.RunTable;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.StoredRun;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the runs over one session, each time in a transaction of its own, and publishes what has
 * become of them.
 */
final class RunRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

  /** How long a change that another instance made may go unnoticed. */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Session session;
  private final RunTable table;
  private final KnownRuns known;
  private long loadedAt;

  RunRecorder(Session session, RunTable table, KnownRuns known) {
    this.session = session;
    this.table = table;
    this.known = known;
  }

  /** Reads the runs. */
  void load() throws SQLException {
    Runs before = known.runs();
    Runs after = table.load();
    loadedAt = System.nanoTime();
    known.publish(after);
    Optional<Design> design = before.current().flatMap(before::design);
    Optional<Design> changed = after.current().flatMap(after::design);
    if (design.isPresent() && changed.isPresent() && !design.equals(changed)) {
      LOG.info("The design is now {}; it was {}", changed.get(), design.get());
    }
  }

  /** Reads what other instances or an operator have changed. */
  void refresh() throws SQLException {
    if (System.nanoTime() - loadedAt > POLL_NANOS) {
      loadedAt = System.nanoTime();
      if (table.revision() != known.runs().revision()) {
        load();
      }
    }
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
    load();
  }

  /** Makes what a spec document says part of the runs. */
  void observe(ExperimentSpec spec, Instant at) throws SQLException {
    inTransaction(() -> new Observation(table, spec, at).write());
  }

  /** Makes the runs that the events are the first to name. */
  void open(List<Event> events) throws SQLException {
    for (Event event : events) {
      if (event instanceof Event.OfVisitor ofVisitor
          && known.runs().ofSalt(ofVisitor.run()).isEmpty()) {
        inTransaction(() -> open(ofVisitor));
      }
    }
  }

  /** A visitor was assigned, so the run is under way; what its document says follows. */
  private void open(Event.OfVisitor event) throws SQLException {
    Runs now = table.load();
    if (now.ofSalt(event.run()).isPresent()) {
      return; // another instance was here first
    }
    Optional<StoredRun> unnamed = now.ofExactly("");
    if (unnamed.isPresent()) {
      table.update(unnamed.get().begun(event.run(), event.at()));
    } else {
      table.insert(event.run(), ExperimentState.RUNNING, event.at());
    }
  }

  /** Merges the time buckets of a run that has too many. */
  void widenBuckets(StoredRun run, CountTable counts) throws SQLException {
    inTransaction(
        () -> {
          session.lockBuckets();
          if (counts.widen(run)) {
            table.touch();
          }
        });
  }
}
