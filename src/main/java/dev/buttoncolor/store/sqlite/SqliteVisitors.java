package dev.buttoncolor.store.sqlite;

import dev.buttoncolor.store.database.RowKey;
import dev.buttoncolor.store.database.Sql;
import dev.buttoncolor.store.database.VisitorRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** The rows of visitors in a SQLite file, which are written one by one: no round trip is made. */
final class SqliteVisitors {

  private static final String INSERT =
      """
      INSERT INTO visitor (instance, group_name, exposed_at, signed_up_at, unexposed_signup_at,
        crossed_over, run, visitor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING\
      """;

  private static final String UPDATE =
      """
      UPDATE visitor SET instance = ?, group_name = ?, exposed_at = ?, signed_up_at = ?,
        unexposed_signup_at = ?, crossed_over = ? WHERE run = ? AND visitor = ?\
      """;

  private SqliteVisitors() {}

  /** Writes the rows of visitors who have none; the rows of the others. */
  static Map<RowKey, VisitorRow> insert(Connection connection, SortedMap<RowKey, VisitorRow> rows)
      throws SQLException {
    Map<RowKey, VisitorRow> present = new HashMap<>();
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement select =
            connection.prepareStatement("SELECT * FROM visitor WHERE run = ? AND visitor = ?")) {
      for (Map.Entry<RowKey, VisitorRow> row : rows.entrySet()) {
        bind(insert, row);
        if (insert.executeUpdate() == 0) {
          present.put(row.getKey(), find(select, row.getKey()));
        }
      }
    }
    return present;
  }

  private static VisitorRow find(PreparedStatement select, RowKey key) throws SQLException {
    select.setInt(1, key.run());
    select.setBytes(2, key.bytes());
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return Sql.visitorRow(row);
    }
  }

  /** Replaces rows that are there. */
  static void update(Connection connection, Map<RowKey, VisitorRow> rows) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (Map.Entry<RowKey, VisitorRow> row : rows.entrySet()) {
        bind(update, row);
        update.executeUpdate();
      }
    }
  }

  private static void bind(PreparedStatement statement, Map.Entry<RowKey, VisitorRow> entry)
      throws SQLException {
    VisitorRow row = entry.getValue();
    statement.setInt(1, row.instance());
    statement.setString(2, row.group());
    bind(statement, 3, row.exposedAt());
    bind(statement, 4, row.signedUpAt());
    bind(statement, 5, row.unexposedSignupAt());
    statement.setInt(6, row.crossedOver() ? 1 : 0);
    statement.setInt(7, entry.getKey().run());
    statement.setBytes(8, entry.getKey().bytes());
  }

  private static void bind(PreparedStatement statement, int parameter, Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(parameter, Types.BIGINT);
    } else {
      statement.setLong(parameter, time.toEpochMilli());
    }
  }
}
