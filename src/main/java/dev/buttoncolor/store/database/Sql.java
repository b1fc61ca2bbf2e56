package dev.buttoncolor.store.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Statements over one connection, each prepared for one use: a few a transaction. An {@link
 * Instant} is milliseconds.
 */
public record Sql(Connection connection) {

  /** How many rows are held in memory at a time. */
  private static final int FETCHED_ROWS = 1_000;

  /** Does something with one row, or makes something of it. */
  public interface Row<T> {
    /** Reads the row that the result stands at. */
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement; the number of rows that it changed. */
  public int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Runs a statement once for each item, in one round trip; how many rows each has changed. */
  public <T> int[] batch(String sql, Collection<T> items, Function<T, Object[]> values)
      throws SQLException {
    if (items.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T item : items) {
        bind(statement, values.apply(item));
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  /** All rows of a query. */
  public <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
    List<T> found = new ArrayList<>();
    forEach(sql, each -> found.add(row.read(each)), values);
    return found;
  }

  /** Each row of a query in turn: within a transaction, few of them are in memory at a time. */
  public void forEach(String sql, Row<?> each, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCHED_ROWS);
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          each.read(rows);
        }
      }
    }
  }

  /** The one number that a query gives. */
  public long number(String sql, Object... values) throws SQLException {
    return query(sql, row -> row.getLong(1), values).get(0);
  }

  static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
      statement.setObject(i + 1, value instanceof Instant time ? millis(time) : value);
    }
  }

  /** How a time is kept; null if there is none. */
  static Long millis(Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  /** A time; null if there is none. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
