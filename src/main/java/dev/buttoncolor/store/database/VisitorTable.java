package dev.buttoncolor.store.database;

import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.StoredVisitor;
import dev.buttoncolor.store.runs.VisitorRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The rows of visitors, with few round trips for many of them.
 *
 * <p>Instances meet in the rows of visitors. The one that inserts the row of a visitor that another
 * transaction is inserting waits for that one's end, and then finds the row; a row that is there is
 * locked until the end. So if two instances commit a signup and its exposure at the same moment,
 * one sees the other. All rows are inserted and then all are locked, in the order of their keys: so
 * no two transactions wait for each other.
 */
public final class VisitorTable {

  private static final String INSERT =
      """
      INSERT INTO visitor (instance, group_name, stretch, exposed_at, signed_up_at,
        unexposed_signup_at, crossed_over, run, visitor)
      """;

  /** All rows as an array of each column: one statement costs the server a third less. */
  private static final String ARRAYS =
      """
      unnest(?::int[], ?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::int[],
        ?::int[], ?::bytea[])\
      """;

  private final Sql sql;
  private final boolean shared;

  public VisitorTable(Session session) {
    sql = session.sql();
    shared = session.isShared();
  }

  /**
   * Writes the rows of visitors who have none, and locks the rows of the others.
   *
   * @param rows what to write for a new visitor
   * @return the rows that were there already and are left as they were
   */
  public Map<RowKey, VisitorRow> insertOrLock(SortedMap<RowKey, VisitorRow> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return Map.of();
    }
    TreeSet<RowKey> present = new TreeSet<>(rows.keySet());
    if (shared) {
      sql.forEach(
          INSERT + "SELECT * FROM " + ARRAYS + " ON CONFLICT DO NOTHING RETURNING run, visitor",
          row -> present.remove(key(row)),
          arrays(rows));
    } else {
      int[] inserted =
          sql.batch(
              INSERT + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
              rows.entrySet(),
              VisitorTable::values);
      int number = 0;
      for (RowKey key : rows.keySet()) {
        if (inserted[number++] > 0) {
          present.remove(key);
        }
      }
    }
    return present.isEmpty() ? Map.of() : lock(present);
  }

  private Map<RowKey, VisitorRow> lock(Set<RowKey> keys) throws SQLException {
    Map<RowKey, VisitorRow> found = new HashMap<>();
    if (shared) {
      sql.forEach(
          """
          SELECT v.* FROM unnest(?::int[], ?::bytea[]) AS k (run, visitor)
            JOIN visitor v ON v.run = k.run AND v.visitor = k.visitor
          ORDER BY v.run, v.visitor FOR UPDATE OF v\
          """,
          row -> found.put(key(row), visitor(row)),
          column(keys, RowKey::run, new Integer[0]),
          column(keys, RowKey::bytes, new byte[0][]));
    } else {
      String one = "SELECT * FROM visitor WHERE run = ? AND visitor = ?";
      try (PreparedStatement select = sql.connection().prepareStatement(one)) {
        for (RowKey key : keys) {
          Sql.bind(select, key.run(), key.bytes());
          try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
              found.put(key, visitor(row));
            }
          }
        }
      }
    }
    if (found.size() < keys.size()) {
      throw new SQLException("a visitor was forgotten in the middle of an event", "40001");
    }
    return found;
  }

  private static RowKey key(ResultSet row) throws SQLException {
    return new RowKey(row.getInt("run"), RowKey.visitor(row.getBytes("visitor")));
  }

  private static VisitorRow visitor(ResultSet row) throws SQLException {
    return new VisitorRow(
        row.getInt("instance"),
        row.getString("group_name"),
        row.getInt("stretch"),
        Sql.time(row, "exposed_at"),
        Sql.time(row, "signed_up_at"),
        Sql.time(row, "unexposed_signup_at"),
        row.getInt("crossed_over") != 0);
  }

  /** Replaces rows that are locked. */
  public void update(SortedMap<RowKey, VisitorRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    if (shared) {
      sql.update(
          """
          UPDATE visitor v SET instance = k.instance, group_name = k.group_name,
            stretch = k.stretch, exposed_at = k.exposed_at, signed_up_at = k.signed_up_at,
            unexposed_signup_at = k.unexposed_signup_at, crossed_over = k.crossed_over
          FROM %s AS k (instance, group_name, stretch, exposed_at, signed_up_at,
            unexposed_signup_at, crossed_over, run, visitor)
          WHERE v.run = k.run AND v.visitor = k.visitor\
          """
              .formatted(ARRAYS),
          arrays(rows));
    } else {
      sql.batch(
          """
          UPDATE visitor SET instance = ?, group_name = ?, stretch = ?, exposed_at = ?,
            signed_up_at = ?, unexposed_signup_at = ?, crossed_over = ?
          WHERE run = ? AND visitor = ?\
          """,
          rows.entrySet(),
          VisitorTable::values);
    }
  }

  /**
   * Erases a visitor in every run of every experiment.
   *
   * @return in how many runs the visitor was known
   */
  public int forget(VisitorId visitor) throws SQLException {
    // By the key: without the runs, it would read all rows while the writer waits.
    return sql.update(
        "DELETE FROM visitor WHERE run IN (SELECT id FROM run) AND visitor = ?",
        (Object) new RowKey(0, visitor).bytes());
  }

  /**
   * Exposed visitors of a run in the order of their keys.
   *
   * @param after the last visitor of the page before; empty for the first page
   * @param most how many at most
   */
  public static List<StoredVisitor> page(Sql sql, Run run, Optional<VisitorId> after, int most)
      throws SQLException {
    return sql.query(
        """
        SELECT visitor, group_name, exposed_at, signed_up_at, crossed_over FROM visitor
        WHERE run = ? AND visitor > ? AND group_name IS NOT NULL
        ORDER BY visitor LIMIT ?\
        """,
        row ->
            new StoredVisitor(
                RowKey.visitor(row.getBytes("visitor")),
                run.experiment(),
                row.getString("group_name"),
                Sql.time(row, "exposed_at"),
                Optional.ofNullable(Sql.time(row, "signed_up_at")),
                row.getInt("crossed_over") != 0),
        run.id(),
        after.map(visitor -> new RowKey(run.id(), visitor).bytes()).orElse(new byte[0]),
        most);
  }

  private static Object[] values(Map.Entry<RowKey, VisitorRow> entry) {
    VisitorRow row = entry.getValue();
    return new Object[] {
      row.instance(),
      row.group(),
      row.stretch(),
      row.exposedAt(),
      row.signedUpAt(),
      row.unexposedSignupAt(),
      row.crossedOver() ? 1 : 0,
      entry.getKey().run(),
      entry.getKey().bytes()
    };
  }

  /** The driver sends arrays of these types in binary form. */
  private static Object[] arrays(SortedMap<RowKey, VisitorRow> rows) {
    Collection<VisitorRow> values = rows.values();
    return new Object[] {
      column(values, VisitorRow::instance, new Integer[0]),
      column(values, VisitorRow::group, new String[0]),
      column(values, VisitorRow::stretch, new Integer[0]),
      column(values, row -> Sql.millis(row.exposedAt()), new Long[0]),
      column(values, row -> Sql.millis(row.signedUpAt()), new Long[0]),
      column(values, row -> Sql.millis(row.unexposedSignupAt()), new Long[0]),
      column(values, row -> row.crossedOver() ? 1 : 0, new Integer[0]),
      column(rows.keySet(), RowKey::run, new Integer[0]),
      column(rows.keySet(), RowKey::bytes, new byte[0][])
    };
  }

  private static <T, V> V[] column(Collection<T> rows, Function<T, V> value, V[] type) {
    List<V> column = new ArrayList<>(rows.size());
    rows.forEach(row -> column.add(value.apply(row)));
    return column.toArray(type);
  }
}
