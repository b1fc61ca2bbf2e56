package dev.buttoncolor.store.database;

import dev.buttoncolor.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/**
 * One SQLite file, which one process at a time serves from.
 *
 * @param busyTimeout how long a statement waits for another process's lock
 * @param held the files that keep other processes from serving; without one of them, nothing is
 *     confirmed any more
 */
public record SqliteDatabase(Path file, Duration busyTimeout, List<Path> held) implements Database {

  /**
   * Then the writer says that it has to wait, and tries again. A command that has just started may
   * hold the lock for some hundred milliseconds.
   */
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(1);

  /** A command does not try again, and may wait for others of its kind. */
  private static final Duration COMMAND_BUSY_TIMEOUT = Duration.ofSeconds(10);

  private static final Set<Integer> REFUSALS =
      Set.of(
          SQLiteErrorCode.SQLITE_CONSTRAINT.code,
          SQLiteErrorCode.SQLITE_MISMATCH.code,
          SQLiteErrorCode.SQLITE_TOOBIG.code,
          SQLiteErrorCode.SQLITE_RANGE.code);

  /** For the process that serves. */
  public SqliteDatabase(Path file, Path... held) {
    this(file, BUSY_TIMEOUT, List.of(held));
  }

  /** For a command, which works beside that process. */
  public static SqliteDatabase forCommand(Path file) {
    return new SqliteDatabase(file, COMMAND_BUSY_TIMEOUT, List.of());
  }

  @Override
  public Session openSession() throws SQLException, StoreException {
    return new WritingSession(SqliteFile.open(file, busyTimeout), file, held);
  }

  /**
   * Copies a store into a new file, whole or not at all, without the events that wait for Statsig:
   * the store still sends them. How many were left out.
   */
  public static int copy(Session session, Path target)
      throws SQLException, StoreException, IOException {
    Path unfinished = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    OwnerOnly.create(unfinished);
    session.update("VACUUM INTO ?", unfinished.toString());
    int leftOut;
    try (Session copy = new SqliteDatabase(unfinished).openSession()) {
      copy.query("PRAGMA secure_delete = ON", row -> row);
      copy.begin();
      leftOut = new OutboxTable(copy, OutboxTable.FIRST_INSTANCE).leaveOut();
      copy.commit();
    }
    Files.move(unfinished, target); // fails if there is one
    return leftOut;
  }

  @Override
  public Session connectForReading() throws SQLException {
    return new Session(SqliteFile.openForReading(file, busyTimeout), false);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public boolean isRefusal(SQLException e) {
    return REFUSALS.contains(e.getErrorCode() & 0xff); // the rest says it in more detail
  }

  @Override
  public String describe(SQLException e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /** It writes alone, so a transaction is all the locking there is. */
  private static final class WritingSession extends Session {

    private final Path log;
    private final Map<Path, Object> files = new LinkedHashMap<>(); // and their keys

    /**
     * @param connection stays in auto-commit mode: the driver does not notice when SQLite ends a
     *     transaction by itself, as it does on a full disk, so transactions are opened by hand
     */
    WritingSession(Connection connection, Path file, List<Path> held) throws SQLException {
      super(connection, false);
      log = SqliteFile.logOf(file);
      files.put(file, key(file));
      // Without it, the next process makes an index of the log of its own, and damages the file.
      files.put(SqliteFile.indexOf(file), key(SqliteFile.indexOf(file)));
      held.forEach(path -> files.put(path, key(path)));
      files.put(log, key(log));
    }

    @Override
    public void begin() throws SQLException {
      update("BEGIN IMMEDIATE");
    }

    @Override
    public void commit() throws SQLException {
      update("COMMIT");
      for (Map.Entry<Path, Object> each : files.entrySet()) {
        Path path = each.getKey();
        if (!Objects.equals(each.getValue(), key(path))) {
          if (path.equals(log)) {
            // It is still open, so what was answered can be moved from it into the file.
            query("PRAGMA wal_checkpoint(FULL)", row -> row);
          }
          throw new SQLException(
              "the file %s was deleted or replaced while it was in use".formatted(path));
        }
      }
    }

    /** Tells a file from another one of the same name, if the system has such a thing. */
    private static Object key(Path path) {
      try {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      } catch (IOException e) {
        return "no file";
      }
    }

    @Override
    public void rollback() {
      try {
        update("ROLLBACK");
      } catch (SQLException e) {
        // No transaction is open: it was never begun, or SQLite has ended it.
      }
    }
  }
}
