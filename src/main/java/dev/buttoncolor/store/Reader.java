package dev.buttoncolor.store;

import dev.buttoncolor.store.database.CountTable;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Runs;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is committed, for those who read: the runs as the writer has published them, and their
 * counts over a connection that is kept: a new one for each reading takes three times as long on
 * PostgreSQL. Safe for use by many threads.
 */
final class Reader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

  /** How long what another instance has written may go unnoticed. */
  static final Duration MAX_AGE = Duration.ofMillis(500);

  /** A reading may hang for seconds: those who wait for it do not each begin another one. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final StoreOptions options;
  private final InstantSource clock;
  private final LongAdder changes = new LongAdder();
  private final Map<Integer, RecordedRun> last = new HashMap<>(); // by the key of the run
  private volatile Runs runs;
  private long failedAt = System.nanoTime() - PAUSE.toNanos();
  private Session session; // null before the first reading, and after it was lost

  Reader(Database database, StoreOptions options, InstantSource clock) {
    this.database = database;
    this.options = options;
    this.clock = clock;
    runs = new Runs(options.mode(), options.experiment(), List.of());
  }

  Runs runs() {
    return runs;
  }

  void publish(Runs next) {
    runs = next;
    committed();
  }

  void committed() {
    changes.increment();
  }

  long version() {
    return changes.sum() + (database.isShared() ? System.nanoTime() / MAX_AGE.toNanos() : 0);
  }

  /** Reads what is committed at this moment; empty if that fails, or failed a moment ago. */
  synchronized Optional<RecordedRun> read(Run known) {
    if (System.nanoTime() - failedAt < PAUSE.toNanos()) {
      return Optional.empty();
    }
    Run run = runs.ofId(known.id()); // which may have changed since the caller saw it
    try {
      RecordedRun read = readOverConnection(run);
      last.put(run.id(), read);
      return Optional.of(read);
    } catch (SQLException e) {
      LOG.warn("The store cannot be read: {}", database.describe(e));
      failedAt = System.nanoTime();
      return Optional.empty();
    }
  }

  /** Reads over the connection there is or, if it turns out to be lost, over a new one. */
  private RecordedRun readOverConnection(Run run) throws SQLException {
    boolean isKept = session != null;
    try {
      session = isKept ? session : database.connectForReading();
      session.begin();
      RecordedRun read = CountTable.read(session, run, options.design(), clock.instant());
      session.commit();
      return read;
    } catch (SQLException e) {
      close();
      if (!isKept) {
        throw e;
      }
      LOG.debug("The connection for reading is made anew: {}", e.getMessage());
      return readOverConnection(run);
    }
  }

  synchronized Optional<RecordedRun> lastRead(Run run) {
    return Optional.ofNullable(last.get(run.id()));
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
