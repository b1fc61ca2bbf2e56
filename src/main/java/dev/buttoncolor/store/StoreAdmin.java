package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.CountTable;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.OutboxTable;
import dev.buttoncolor.store.database.OutboxTable.DeadLetter;
import dev.buttoncolor.store.database.RunTable;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.VisitorTable;
import dev.buttoncolor.store.runs.DesignSettings;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.VisitorRow;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** A store as its operator handles it, also while the program serves. For one thread. */
public final class StoreAdmin implements AutoCloseable {

  private static final int PAGE = 1_000;

  private final Database database;
  private final Session session;
  private final RunTable runs;
  private final VisitorTable visitors;
  private final OutboxTable outbox;

  private StoreAdmin(Database database, Session session, Mode mode, String experiment) {
    this.database = database;
    this.session = session;
    runs = new RunTable(session, mode, experiment);
    visitors = new VisitorTable(session);
    outbox = new OutboxTable(session, OutboxTable.FIRST_INSTANCE);
  }

  public static StoreAdmin open(Database database, Mode mode, String experiment)
      throws StoreException {
    if (database instanceof SqliteDatabase sqlite && sqlite.file().toFile().length() == 0) {
      // Missing, or a starting server is about to fill it.
      throw new StoreException(
          "There is no store %s: nothing was recorded yet.".formatted(sqlite.file()));
    }
    try {
      return new StoreAdmin(database, database.openSession(), mode, experiment);
    } catch (SQLException e) {
      throw new StoreException(database, e);
    }
  }

  /**
   * Reads the exposed visitors of a run, each once, in pages: between them no transaction is open,
   * which would hold back the write-ahead log for as long as the reader stands still. Visitors who
   * come in the meantime may be missing. Without a number, of the current run.
   */
  public void read(OptionalInt number, BiConsumer<VisitorId, VisitorRow> reader)
      throws StoreException {
    try {
      Runs known = runs.load();
      Run run =
          (number.isPresent() ? known.ofNumber(number.getAsInt()) : known.current())
              .orElseThrow(() -> noSuchRun(known, number));
      Optional<VisitorId> last = Optional.empty();
      List<Map.Entry<VisitorId, VisitorRow>> page;
      do {
        page = visitors.page(run.id(), last, PAGE);
        page.forEach(visitor -> reader.accept(visitor.getKey(), visitor.getValue()));
        last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).getKey());
      } while (page.size() == PAGE);
    } catch (SQLException e) {
      throw new StoreException(database, e);
    }
  }

  private static StoreException noSuchRun(Runs runs, OptionalInt number) {
    int known = runs.all().size();
    if (known == 0) {
      return new StoreException("The store has no run of this experiment in this mode.");
    }
    return new StoreException(
        "There is no run %d: the store has %s."
            .formatted(number.getAsInt(), known == 1 ? "run 1 alone" : "runs 1 to " + known));
  }

  /**
   * Erases what is known of a visitor, in every run of every experiment, and their events that wait
   * for Statsig; in how many runs the visitor was known. The counts stay; a visitor who comes again
   * is a new one.
   */
  public int forget(VisitorId visitor) throws StoreException {
    int known = inTransaction(() -> visitors.forget(visitor));
    // In a transaction of its own: a writer locks these in the other order.
    inTransaction(() -> outbox.forget(visitor));
    return known;
  }

  /** Ends the current run: from now on every visitor gets this group. Its number. */
  public int ship(String group, Instant at) throws StoreException {
    return inTransaction(
        () -> {
          Runs before = runs.loadLocked();
          Run run = before.current().orElseThrow(StoreAdmin::nothingToEnd);
          if (run.shippedHere().isPresent()) {
            throw new StoreException(
                "Run %d has ended, and everybody gets %s: reset begins the next run."
                    .formatted(run.number(), run.shippedHere().get().name()));
          }
          if (!run.isUnderWay()) {
            throw nothingToEnd();
          }
          List<String> groups = run.groups().stream().map(Group::name).toList();
          if (!groups.contains(group)) {
            throw new StoreException(
                "There is no group \"%s\": the groups are %s."
                    .formatted(group, String.join(", ", groups)));
          }
          runs.save(before, before.shipped(group, at));
          return run.number();
        });
  }

  private static StoreException nothingToEnd() {
    return new StoreException("No run is under way, so there is none to end.");
  }

  /**
   * Ends the current run and begins the next one under the same salt: visitors see the groups that
   * they saw before, and are counted anew. If the run has ended because a group was shipped here,
   * they are dealt anew, too. The number of the new run.
   *
   * @param newKey whether the next start may bring another visitor key; visitors by address then
   *     are new ones
   */
  public int reset(boolean newKey, Predicate<RecordedRun> isDecided, Instant at)
      throws StoreException {
    return inTransaction(
        () -> {
          Runs before = runs.loadLocked();
          Run ending = before.current().orElseThrow(StoreAdmin::nothingToEnd);
          RecordedRun recorded = CountTable.read(session, ending, DesignSettings.NONE, at);
          Runs after =
              before.reset(isDecided.test(recorded), at).orElseThrow(StoreAdmin::nothingToEnd);
          runs.save(before, after);
          if (newKey) {
            runs.dropVisitorKey();
          }
          return after.current().orElseThrow().number();
        });
  }

  public List<DeadLetter> deadLetters(int most) throws StoreException {
    return inTransaction(() -> outbox.deadLetters(most));
  }

  /** Has all dead letters sent again; how many there were. */
  public int retryDeadLetters() throws StoreException {
    return inTransaction(() -> outbox.retry());
  }

  /**
   * Copies the store of one instance into a new file, which is its owner's only. Events that wait
   * for Statsig stay here; how many there are.
   */
  public int copyTo(Path file) throws StoreException, IOException {
    if (database.isShared()) {
      throw new StoreException("DATABASE_URL names a database: back it up with its own pg_dump.");
    }
    try {
      return SqliteDatabase.copy(session, file);
    } catch (SQLException e) {
      throw new StoreException(database, e);
    }
  }

  private interface Work<T> {
    T run() throws SQLException, StoreException;
  }

  private <T> T inTransaction(Work<T> work) throws StoreException {
    try {
      session.begin();
      try {
        T result = work.run();
        session.commit();
        return result;
      } catch (StoreException e) {
        session.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException(database, e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
