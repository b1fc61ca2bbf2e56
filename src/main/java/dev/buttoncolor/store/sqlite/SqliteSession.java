package dev.buttoncolor.store.sqlite;

import dev.buttoncolor.sqlite.SqliteFile;
import dev.buttoncolor.store.database.RowKey;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.VisitorRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * The connection that writes to a SQLite file. It writes alone, so a transaction is all the locking
 * there is.
 */
final class SqliteSession implements Session {

  private final Connection connection;
  private final Path file;
  private final Path log;
  private final Object fileKey;
  private final Object logKey;
  private final Statement statement;

  /**
   * @param connection in auto-commit mode: the driver does not notice when SQLite ends a
   *     transaction by itself, as it does on a full disk, so transactions are opened by hand
   */
  SqliteSession(Connection connection, Path file) throws SQLException {
    this.connection = connection;
    this.file = file;
    log = SqliteFile.logOf(file);
    fileKey = key(file);
    logKey = key(log);
    statement = connection.createStatement();
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void begin() throws SQLException {
    statement.execute("BEGIN IMMEDIATE");
  }

  @Override
  public void commit() throws SQLException {
    statement.execute("COMMIT");
    checkIsThere(file, fileKey);
    if (!Objects.equals(logKey, key(log))) {
      // It is open all the same, so what was answered can be moved from it to where it is found.
      statement.execute("PRAGMA wal_checkpoint(FULL)");
      checkIsThere(log, logKey);
    }
  }

  private static void checkIsThere(Path path, Object key) throws SQLException {
    if (!Objects.equals(key, key(path))) {
      throw new SQLException(
          "the file %s was deleted or replaced while it was in use".formatted(path));
    }
  }

  /** What tells a file from another one of the same name, where the system has such a thing. */
  private static Object key(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return "no file";
    }
  }

  @Override
  public void rollback() throws SQLException {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // No transaction is open: it was never begun, or SQLite has ended it.
    }
  }

  @Override
  public void lockRuns() {}

  @Override
  public void lockBuckets() {}

  @Override
  public Map<RowKey, VisitorRow> insertOrLock(SortedMap<RowKey, VisitorRow> rows)
      throws SQLException {
    return SqliteVisitors.insert(connection, rows);
  }

  @Override
  public void update(Map<RowKey, VisitorRow> rows) throws SQLException {
    SqliteVisitors.update(connection, rows);
  }

  /** Also moves the write-ahead log into the file, as SQLite does for the last to leave. */
  @Override
  public void close() {
    SqliteFile.closeQuietly(connection);
  }
}
