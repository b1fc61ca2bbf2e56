package dev.buttoncolor.store;

import dev.buttoncolor.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The connection that writes to a SQLite file. It writes alone, so a transaction is all the locking
 * there is.
 */
final class SqliteSession implements Session {

  private final Connection connection;
  private final Path file;
  private final Object fileKey;
  private final Statement statement;
  private PreparedStatement insert; // null where they are to be prepared
  private PreparedStatement select;
  private PreparedStatement update;

  /**
   * @param connection in auto-commit mode: the driver does not notice when SQLite ends a
   *     transaction by itself, as it does on a full disk, so transactions are opened by hand
   */
  SqliteSession(Connection connection, Path file) throws SQLException {
    this.connection = connection;
    this.file = file;
    fileKey = fileKey();
    statement = connection.createStatement();
  }

  private void prepare() throws SQLException {
    insert =
        connection.prepareStatement(
            """
            INSERT INTO visitor (instance, group_name, exposed_at, signed_up_at,
              unexposed_signup_at, crossed_over, run, visitor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING\
            """);
    select = connection.prepareStatement("SELECT * FROM visitor WHERE run = ? AND visitor = ?");
    update =
        connection.prepareStatement(
            """
            UPDATE visitor SET instance = ?, group_name = ?, exposed_at = ?, signed_up_at = ?,
              unexposed_signup_at = ?, crossed_over = ? WHERE run = ? AND visitor = ?\
            """);
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public void begin() throws SQLException {
    if (insert == null) {
      prepare();
    }
    statement.execute("BEGIN IMMEDIATE");
  }

  @Override
  public void commit() throws SQLException {
    statement.execute("COMMIT");
    if (!Objects.equals(fileKey, fileKey())) {
      throw new SQLException(
          "the file %s was deleted or replaced while it was in use".formatted(file));
    }
  }

  /** What tells the file from another one of the same name, where the system has such a thing. */
  private Object fileKey() throws SQLException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return "no file";
    }
  }

  /** The driver closes a statement that failed in most of the ways in which one can. */
  @Override
  public void rollback() throws SQLException {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // No transaction is open: it was never begun, or SQLite has ended it.
    }
    if (insert != null) {
      insert.close();
      select.close();
      update.close();
      insert = null;
    }
  }

  @Override
  public void lockRuns() {}

  @Override
  public void lockBuckets() {}

  @Override
  public void shareBuckets() {}

  @Override
  public Map<RowKey, VisitorRow> insertOrLock(SortedMap<RowKey, VisitorRow> rows)
      throws SQLException {
    Map<RowKey, VisitorRow> present = new HashMap<>();
    for (Map.Entry<RowKey, VisitorRow> row : rows.entrySet()) {
      RowKey key = row.getKey();
      byte[] visitor = key.bytes();
      if (row.getValue().isExposed()) { // a page is seen for the first time more often than not
        if (!insert(key.run(), visitor, row.getValue())) {
          present.put(key, find(key.run(), visitor).orElseThrow());
        }
      } else {
        Optional<VisitorRow> found = find(key.run(), visitor);
        if (found.isPresent()) {
          present.put(key, found.get());
        } else {
          insert(key.run(), visitor, row.getValue());
        }
      }
    }
    return present;
  }

  private boolean insert(int run, byte[] visitor, VisitorRow row) throws SQLException {
    bind(insert, run, visitor, row);
    return insert.executeUpdate() == 1;
  }

  private Optional<VisitorRow> find(int run, byte[] visitor) throws SQLException {
    select.setInt(1, run);
    select.setBytes(2, visitor);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(Sql.visitorRow(row)) : Optional.empty();
    }
  }

  @Override
  public void update(Map<RowKey, VisitorRow> rows) throws SQLException {
    for (Map.Entry<RowKey, VisitorRow> row : rows.entrySet()) {
      bind(update, row.getKey().run(), row.getKey().bytes(), row.getValue());
      update.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, int run, byte[] visitor, VisitorRow row)
      throws SQLException {
    statement.setInt(1, row.instance());
    statement.setString(2, row.group());
    bind(statement, 3, row.exposedAt());
    bind(statement, 4, row.signedUpAt());
    bind(statement, 5, row.unexposedSignupAt());
    statement.setInt(6, row.crossedOver() ? 1 : 0);
    statement.setInt(7, run);
    statement.setBytes(8, visitor);
  }

  private static void bind(PreparedStatement statement, int parameter, Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(parameter, Types.BIGINT);
    } else {
      statement.setLong(parameter, time.toEpochMilli());
    }
  }

  /** Also moves the write-ahead log into the file, as SQLite does for the last to leave. */
  @Override
  public void close() {
    SqliteFile.closeQuietly(connection);
  }
}
