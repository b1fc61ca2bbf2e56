package dev.buttoncolor.store.postgres;

import dev.buttoncolor.store.database.RowKey;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.Sql;
import dev.buttoncolor.store.database.VisitorRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The rows of visitors in PostgreSQL, with few round trips for many of them.
 *
 * <p>Instances meet in the rows of visitors. The one that inserts the row of a visitor that another
 * transaction is inserting waits for that one's end, and then finds the row; a row that is there is
 * locked until the end. So of a signup and its exposure that two instances commit at the same
 * moment, one sees the other. Both happen in the order of the keys, first all inserts and then all
 * locks: so no two transactions wait for each other.
 */
final class PostgresVisitors {

  private static final String COLUMNS =
      """
      unnest(?::int[], ?::bytea[], ?::int[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
        ?::int[]) AS k (run, visitor, instance, group_name, exposed_at, signed_up_at,
        unexposed_signup_at, crossed_over)\
      """;

  private final Connection connection;
  private final PreparedStatement insert;
  private final PreparedStatement lock;
  private final PreparedStatement update;

  PostgresVisitors(Connection connection) throws SQLException {
    this.connection = connection;
    insert =
        connection.prepareStatement(
            """
            INSERT INTO visitor (run, visitor, instance, group_name, exposed_at, signed_up_at,
              unexposed_signup_at, crossed_over)
            SELECT * FROM %s
            ON CONFLICT (run, visitor) DO NOTHING RETURNING run, visitor\
            """
                .formatted(COLUMNS));
    lock =
        connection.prepareStatement(
            """
            SELECT v.* FROM unnest(?::int[], ?::bytea[]) AS k (run, visitor)
              JOIN visitor v ON v.run = k.run AND v.visitor = k.visitor
            ORDER BY v.run, v.visitor FOR UPDATE OF v\
            """);
    update =
        connection.prepareStatement(
            """
            UPDATE visitor v SET instance = k.instance, group_name = k.group_name,
              exposed_at = k.exposed_at, signed_up_at = k.signed_up_at,
              unexposed_signup_at = k.unexposed_signup_at, crossed_over = k.crossed_over
            FROM %s WHERE v.run = k.run AND v.visitor = k.visitor\
            """
                .formatted(COLUMNS));
  }

  /** As {@link Session#insertOrLock} says. */
  Map<RowKey, VisitorRow> insertOrLock(SortedMap<RowKey, VisitorRow> rows) throws SQLException {
    Map<RowKey, VisitorRow> present = new HashMap<>();
    if (rows.isEmpty()) {
      return present;
    }
    List<RowKey> others = new ArrayList<>(rows.keySet());
    others.removeAll(insert(rows));
    if (!others.isEmpty()) {
      bindKeys(lock, 1, others);
      try (ResultSet row = lock.executeQuery()) {
        while (row.next()) {
          present.put(key(row), Sql.visitorRow(row));
        }
      }
      if (present.size() < others.size()) {
        throw new SQLException("a visitor was forgotten in the middle of an event", "40001");
      }
    }
    return present;
  }

  private Set<RowKey> insert(SortedMap<RowKey, VisitorRow> rows) throws SQLException {
    bind(insert, rows);
    Set<RowKey> inserted = new HashSet<>();
    try (ResultSet row = insert.executeQuery()) {
      while (row.next()) {
        inserted.add(key(row));
      }
    }
    return inserted;
  }

  private static RowKey key(ResultSet row) throws SQLException {
    return new RowKey(row.getInt("run"), RowKey.visitor(row.getBytes("visitor")));
  }

  /** Replaces rows that are locked. */
  void update(Map<RowKey, VisitorRow> rows) throws SQLException {
    if (!rows.isEmpty()) {
      bind(update, new TreeMap<>(rows));
      update.executeUpdate();
    }
  }

  private void bind(PreparedStatement statement, SortedMap<RowKey, VisitorRow> rows)
      throws SQLException {
    bindKeys(statement, 1, rows.keySet());
    Collection<VisitorRow> values = rows.values();
    bind(statement, 3, "int4", values, VisitorRow::instance, Integer[]::new);
    bind(statement, 4, "text", values, VisitorRow::group, String[]::new);
    bind(statement, 5, "int8", values, row -> millis(row.exposedAt()), Long[]::new);
    bind(statement, 6, "int8", values, row -> millis(row.signedUpAt()), Long[]::new);
    bind(statement, 7, "int8", values, row -> millis(row.unexposedSignupAt()), Long[]::new);
    bind(statement, 8, "int4", values, row -> row.crossedOver() ? 1 : 0, Integer[]::new);
  }

  /** The driver sends arrays of these types in binary form. */
  private <T, V> void bind(
      PreparedStatement statement,
      int parameter,
      String type,
      Collection<T> rows,
      Function<T, V> column,
      IntFunction<V[]> array)
      throws SQLException {
    V[] values = rows.stream().map(column).toArray(array);
    statement.setArray(parameter, connection.createArrayOf(type, values));
  }

  private void bindKeys(PreparedStatement statement, int parameter, Collection<RowKey> keys)
      throws SQLException {
    bind(statement, parameter, "int4", keys, RowKey::run, Integer[]::new);
    bind(statement, parameter + 1, "bytea", keys, RowKey::bytes, byte[][]::new);
  }

  private static Long millis(Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
