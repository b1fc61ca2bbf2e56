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
 * Statements that are prepared for one use: a few a transaction. An {@link Instant} is
 * milliseconds.
 */
public final class Sql {

  private Sql() {}

  /** Makes something of one row. */
  public interface Row<T> {
    /** Reads the row that the result stands at. */
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement; the number of rows that it changed. */
  public static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Runs a statement once for each item, in one round trip. */
  public static <T> void batch(
      Connection connection, String sql, Collection<T> items, Function<T, Object[]> values)
      throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T item : items) {
        bind(statement, values.apply(item));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** All rows of a query. */
  public static <T> List<T> query(Connection connection, String sql, Row<T> row, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(row.read(rows));
        }
      }
      return found;
    }
  }

  /** The one number that a query gives. */
  public static long number(Connection connection, String sql, Object... values)
      throws SQLException {
    return query(connection, sql, row -> row.getLong(1), values).get(0);
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i] instanceof Optional<?> optional ? optional.orElse(null) : values[i];
      statement.setObject(
          i + 1, value instanceof Instant instant ? Long.valueOf(instant.toEpochMilli()) : value);
    }
  }

  /** A time; null where there is none. */
  public static Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /** A row of the table of visitors. */
  public static VisitorRow visitorRow(ResultSet row) throws SQLException {
    return new VisitorRow(
        row.getInt("instance"),
        row.getString("group_name"),
        time(row, "exposed_at"),
        time(row, "signed_up_at"),
        time(row, "unexposed_signup_at"),
        row.getInt("crossed_over") != 0);
  }
}
