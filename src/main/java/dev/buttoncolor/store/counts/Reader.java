package dev.buttoncolor.store.counts;

import dev.buttoncolor.store.database.EventDatabase;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.StoredRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is committed, over a connection of its own. Callers share what was read until it
 * changes: at once where this instance has changed something since, within {@link #MAX_AGE} where
 * another one may have. Safe for use by many threads.
 */
final class Reader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

  private static final Duration MAX_AGE = Duration.ofMillis(500);

  private final EventDatabase database;
  private final InstantSource clock;
  private final Map<Integer, Reading> latest = new HashMap<>(); // by the key of the run
  private Connection connection;

  /** What was read, and what tells whether it still holds. */
  private record Reading(RecordedRun recorded, long change, long nanos) {}

  Reader(EventDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Reads a run.
   *
   * @param instance the instance whose own exclusions are left out, since it knows them better
   * @param change how many changes this instance knows of
   */
  synchronized RecordedRun read(Runs runs, StoredRun known, int instance, long change)
      throws SQLException {
    StoredRun run = runs.ofId(known.id()); // which may have changed since the caller saw it
    Reading reading = latest.get(run.id());
    if (reading != null && isFresh(reading, change)) {
      return reading.recorded();
    }
    long nanos = System.nanoTime();
    RecordedRun recorded = read(runs, run, instance);
    latest.put(run.id(), new Reading(recorded, change, nanos));
    return recorded;
  }

  /** Reads over the connection there is or, where it turns out to be lost, over a new one. */
  private RecordedRun read(Runs runs, StoredRun run, int instance) throws SQLException {
    if (connection != null) {
      try {
        return readOnce(runs, run, instance);
      } catch (SQLException e) {
        LOG.debug("The connection for reading is made anew: {}", e.getMessage());
      }
    }
    connection = database.connectForReading();
    return readOnce(runs, run, instance);
  }

  private RecordedRun readOnce(Runs runs, StoredRun run, int instance) throws SQLException {
    try {
      RecordedRun recorded = new RunReading(connection, run).read(runs, instance, clock.instant());
      connection.commit();
      return recorded;
    } catch (SQLException e) {
      disconnect();
      throw e;
    }
  }

  /** What was last read of a run; empty where it never was. */
  synchronized Optional<RecordedRun> lastRead(StoredRun run) {
    return Optional.ofNullable(latest.get(run.id())).map(Reading::recorded);
  }

  /** A number that grows as readings of a shared database grow too old. */
  long version() {
    return database.isShared() ? System.nanoTime() / MAX_AGE.toNanos() : 0;
  }

  private boolean isFresh(Reading reading, long change) {
    return reading.change() == change
        && (!database.isShared() || System.nanoTime() - reading.nanos() < MAX_AGE.toNanos());
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // It is given up either way.
    }
    connection = null;
  }

  @Override
  public synchronized void close() {
    disconnect();
  }
}
