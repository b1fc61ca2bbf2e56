package dev.buttoncolor.store.postgres;

import dev.buttoncolor.store.database.RowKey;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.Sql;
import dev.buttoncolor.store.database.VisitorRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that writes to PostgreSQL, and the locks by which instances keep apart. */
final class PostgresSession implements Session {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresSession.class);

  /** The numbers of our advisory lock. */
  private static final int LOCKS = 0x62637374; // "bcst"

  private static final int SCHEMA_LOCK = 1;

  private final Connection connection;
  private final PostgresVisitors visitors;

  /**
   * @param connection in auto-commit mode, at read committed: what is read outside of a transaction
   *     must leave none open, whose locks and whose old rows the server would have to keep
   */
  PostgresSession(Connection connection) throws SQLException {
    this.connection = connection;
    visitors = new PostgresVisitors(connection);
  }

  @Override
  public Connection connection() {
    return connection;
  }

  /** The driver begins the transaction with its first statement. */
  @Override
  public void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void rollback() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void lockRuns() throws SQLException {
    Sql.number(connection, "SELECT revision FROM store FOR UPDATE");
  }

  /** Waits for the lock that each writer of rows holds on the table. */
  @Override
  public void lockBuckets() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE time_bucket IN SHARE ROW EXCLUSIVE MODE");
    }
  }

  /** Lets one instance at a time migrate the schema, until its transaction ends. */
  void lockSchema() throws SQLException {
    Sql.query(connection, "SELECT pg_advisory_xact_lock(?, ?)", row -> row, LOCKS, SCHEMA_LOCK);
  }

  @Override
  public Map<RowKey, VisitorRow> insertOrLock(SortedMap<RowKey, VisitorRow> rows)
      throws SQLException {
    return visitors.insertOrLock(rows);
  }

  @Override
  public void update(Map<RowKey, VisitorRow> rows) throws SQLException {
    visitors.update(rows);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("The connection does not close: {}", e.getMessage());
    }
  }
}
