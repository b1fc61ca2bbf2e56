package dev.buttoncolor.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a store: transactions, and statements, which stay prepared: to prepare each anew
 * took a sixth of a signup's time. An {@link Instant} is milliseconds. Not safe for use by two
 * threads at once.
 *
 * <p>Outside of a transaction each statement is one: what is read there leaves none open, whose
 * locks and old rows the database would have to keep.
 */
public class Session implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /**
   * The statement of a larger batch is not kept: SQLite's driver would clear the room that this one
   * took, after each small one to come.
   */
  private static final int LARGEST_KEPT_BATCH = 100;

  private final Connection connection;
  private final boolean shared;

  /** By their text, which holds no values: so there are as many as the program has statements. */
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Session(Connection connection, boolean shared) {
    this.connection = connection;
    this.shared = shared;
  }

  /** Whether it is to PostgreSQL, where each statement is a round trip and others write too. */
  public boolean isShared() {
    return shared;
  }

  /** The driver begins the transaction with its first statement. */
  public void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  /** Ends the transaction. If this fails, it may have happened all the same. */
  public void commit() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  public void rollback() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection does not close: {}", e.getMessage());
    }
  }

  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /** One that failed is not kept: SQLite's driver ends a statement for which there is no room. */
  private <T> T run(String sql, Use<T> use) throws SQLException {
    PreparedStatement statement = prepared(sql);
    try {
      return use.of(statement);
    } catch (SQLException | RuntimeException e) {
      prepared.remove(sql);
      try (statement) { // what its end may fail with does not hide why it failed
        throw e;
      }
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /** The number of rows that a statement changed. */
  public int update(String sql, Object... values) throws SQLException {
    return run(
        sql,
        statement -> {
          bind(statement, values);
          return statement.executeUpdate();
        });
  }

  /** Runs a statement once for each item, in one round trip; how many rows each has changed. */
  public <T> int[] batch(String sql, Collection<T> items, Function<T, Object[]> values)
      throws SQLException {
    if (items.isEmpty()) {
      return new int[0];
    }
    return run(
        sql,
        statement -> {
          for (T item : items) {
            bind(statement, values.apply(item));
            statement.addBatch();
          }
          int[] changed = statement.executeBatch();
          if (items.size() > LARGEST_KEPT_BATCH) {
            prepared.remove(sql).close();
          }
          return changed;
        });
  }

  public <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
    return run(
        sql,
        statement -> {
          List<T> found = new ArrayList<>();
          bind(statement, values);
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              found.add(row.read(rows));
            }
          }
          return found;
        });
  }

  public long number(String sql, Object... values) throws SQLException {
    return query(sql, row -> row.getLong(1), values).get(0);
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
      statement.setObject(i + 1, value instanceof Instant time ? millis(time) : value);
    }
  }

  static Long millis(Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
