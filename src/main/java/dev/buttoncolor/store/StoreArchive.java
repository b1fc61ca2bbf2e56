package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.EventDatabase;
import dev.buttoncolor.store.database.RowKey;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.Sql;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.postgres.DatabaseAccess;
import dev.buttoncolor.store.postgres.PostgresDatabase;
import dev.buttoncolor.store.runs.RunTable;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.StoredRun;
import dev.buttoncolor.store.runs.Succession;
import dev.buttoncolor.store.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A store as its operator handles it, also while the program serves: visitors are read one by one,
 * one is forgotten, a run is ended. Not safe for use by two threads at once.
 */
public final class StoreArchive implements AutoCloseable {

  /** How many rows are held in memory at a time. */
  private static final int FETCHED_ROWS = 1_000;

  private final EventDatabase database;
  private final Session session;

  private StoreArchive(EventDatabase database) throws StoreException {
    this.database = database;
    try {
      session = database.openSession();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Opens the store in a file.
   *
   * @throws StoreException where there is none that this program can use
   */
  public static StoreArchive inFile(Path file) throws StoreException {
    if (file.toFile().length() == 0) { // missing, or a starting server is about to fill it
      throw new StoreException("There is no store %s: nothing was recorded yet.".formatted(file));
    }
    return in(SqliteDatabase.forCommand(file));
  }

  /**
   * Opens the store in a database that instances share.
   *
   * @throws StoreException where it cannot be reached or used
   */
  public static StoreArchive inDatabase(DatabaseAccess access) throws StoreException {
    return in(new PostgresDatabase(access));
  }

  static StoreArchive in(EventDatabase database) throws StoreException {
    return new StoreArchive(database);
  }

  private StoreException failure(SQLException e) {
    return new StoreException("The store cannot be used: %s.".formatted(database.describe(e)), e);
  }

  /**
   * Reads the exposed visitors of a run as they are at one moment, in constant memory.
   *
   * @param number the run's number; the current run where empty
   * @return how many there are
   * @throws StoreException where there is no such run, or reading fails
   */
  public long read(Mode mode, String experiment, OptionalInt number, Consumer<StoredVisitor> reader)
      throws StoreException {
    try (Connection connection = database.connectForReading()) {
      StoredRun run = run(new RunTable(connection, mode, experiment).load(), number);
      return read(connection, run, reader);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static StoredRun run(Runs runs, OptionalInt number) throws StoreException {
    Optional<StoredRun> run =
        number.isPresent() ? runs.ofNumber(number.getAsInt()) : runs.current();
    if (run.isPresent()) {
      return run.get();
    }
    throw new StoreException(
        runs.all().isEmpty()
            ? "The store has no run of this experiment in this mode."
            : "There is no run %d: the store has runs 1 to %d."
                .formatted(number.getAsInt(), runs.all().size()));
  }

  private static long read(Connection connection, StoredRun run, Consumer<StoredVisitor> reader)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT visitor, group_name, exposed_at, signed_up_at, crossed_over FROM visitor
            WHERE run = ? AND group_name IS NOT NULL\
            """)) {
      select.setInt(1, run.id());
      select.setFetchSize(FETCHED_ROWS);
      long visitors = 0;
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          reader.accept(
              new StoredVisitor(
                  RowKey.visitor(row.getBytes("visitor")),
                  run.run().experiment(),
                  row.getString("group_name"),
                  Sql.time(row, "exposed_at"),
                  Optional.ofNullable(Sql.time(row, "signed_up_at")),
                  row.getInt("crossed_over") != 0));
          visitors++;
        }
      }
      return visitors;
    }
  }

  /**
   * Erases what is known of a visitor, in every run of every experiment. The counts stay; a visitor
   * who comes again is a new one.
   *
   * @return in how many runs the visitor was known
   */
  public int forget(VisitorId visitor) throws StoreException {
    return inTransaction(
        () ->
            Sql.update(
                session.connection(),
                // By the key: without the runs, it would read all rows while the writer waits.
                "DELETE FROM visitor WHERE run IN (SELECT id FROM run) AND visitor = ?",
                (Object) new RowKey(0, visitor).bytes()));
  }

  /**
   * Ends the current run and begins the next one under the same salt: visitors see the groups that
   * they saw before, and are counted anew.
   *
   * @return the number of the new run
   * @throws StoreException where no run is under way
   */
  public int reset(Mode mode, String experiment, Instant at) throws StoreException {
    RunTable table = new RunTable(session.connection(), mode, experiment);
    Optional<Integer> next =
        inTransaction(
            () -> {
              session.lockRuns();
              Optional<StoredRun> current = table.load().current().filter(StoredRun::isUnderWay);
              return current.isPresent()
                  ? Optional.of(new Succession(table, at).follow(current.get()))
                  : Optional.empty();
            });
    return next.orElseThrow(
        () -> new StoreException("No run is under way, so there is none to end."));
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws StoreException {
    try {
      session.begin();
      T result = work.run();
      session.commit();
      return result;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
