package dev.buttoncolor.store.database;

import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.runs.VisitorRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rows of visitors, with few round trips for many of them.
 *
 * <p>Instances meet in the rows of visitors. The one that inserts the row of a visitor that another
 * transaction is inserting waits for that one's end, and then finds the row; a row that is there is
 * locked until the end. So if two instances commit a signup and its exposure at the same moment,
 * one sees the other. All rows are inserted and then all are locked, in the order of their keys: so
 * no two transactions wait for each other.
 */
public record VisitorTable(Session session) {

  private static final String INTO =
      """
      INSERT INTO visitor (instance, group_name, stretch, exposed_at, signed_up_at,
        unexposed_signup_at, crossed_over, run, visitor)
      """;

  private static final String ONE_ROW = "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** One statement for all rows costs the server a third less; unnested in FROM, a tenth more. */
  private static final String ALL_ROWS =
      """
      SELECT unnest(?::int[]), unnest(?::text[]), unnest(?::int[]), unnest(?::bigint[]),
        unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::int[]), unnest(?::int[]),
        unnest(?::bytea[])\
      """;

  private static final String OR_NOTHING = " ON CONFLICT DO NOTHING";

  private static final String OR_REPLACE =
      """
       ON CONFLICT (run, visitor) DO UPDATE SET instance = excluded.instance,
        group_name = excluded.group_name, stretch = excluded.stretch,
        exposed_at = excluded.exposed_at, signed_up_at = excluded.signed_up_at,
        unexposed_signup_at = excluded.unexposed_signup_at, crossed_over = excluded.crossed_over\
      """;

  /** Writes the rows of visitors who have none; locks and returns those of the others. */
  public Map<RowKey, VisitorRow> insertOrLock(SortedMap<RowKey, VisitorRow> rows)
      throws SQLException {
    SortedSet<RowKey> present = new TreeSet<>();
    if (session.isShared() && !rows.isEmpty()) {
      String insert = INTO + ALL_ROWS + OR_NOTHING + " RETURNING run, visitor";
      present.addAll(rows.keySet());
      session.query(insert, VisitorTable::key, columns(rows)).forEach(present::remove);
    } else {
      int[] inserted =
          session.batch(INTO + ONE_ROW + OR_NOTHING, rows.entrySet(), VisitorTable::values);
      int number = 0;
      for (RowKey key : rows.keySet()) {
        if (inserted[number++] == 0) {
          present.add(key);
        }
      }
    }
    return present.isEmpty() ? Map.of() : lock(present);
  }

  private Map<RowKey, VisitorRow> lock(SortedSet<RowKey> keys) throws SQLException {
    Map<RowKey, VisitorRow> found = new HashMap<>();
    Session.Row<?> row = each -> found.put(key(each), visitor(each));
    if (session.isShared()) {
      String all =
          """
          SELECT v.* FROM unnest(?::int[], ?::bytea[]) AS k (run, visitor)
            JOIN visitor v ON v.run = k.run AND v.visitor = k.visitor
          ORDER BY v.run, v.visitor FOR UPDATE OF v\
          """;
      Integer[] runs = keys.stream().map(RowKey::run).toArray(Integer[]::new);
      byte[][] visitors = keys.stream().map(RowKey::bytes).toArray(byte[][]::new);
      session.query(all, row, runs, visitors);
    } else {
      String one = "SELECT * FROM visitor WHERE run = ? AND visitor = ?";
      for (RowKey key : keys) {
        session.query(one, row, key.run(), key.bytes());
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
        Session.time(row, "exposed_at"),
        Session.time(row, "signed_up_at"),
        Session.time(row, "unexposed_signup_at"),
        row.getInt("crossed_over") != 0);
  }

  public void replace(SortedMap<RowKey, VisitorRow> rows) throws SQLException {
    if (session.isShared() && !rows.isEmpty()) {
      session.update(INTO + ALL_ROWS + OR_REPLACE, columns(rows));
    } else {
      session.batch(INTO + ONE_ROW + OR_REPLACE, rows.entrySet(), VisitorTable::values);
    }
  }

  private static Object[] values(Entry<RowKey, VisitorRow> entry) {
    VisitorRow row = entry.getValue();
    return new Object[] {
      row.instance(),
      row.group(),
      row.stretch(),
      Session.millis(row.exposedAt()),
      Session.millis(row.signedUpAt()),
      Session.millis(row.unexposedSignupAt()),
      row.crossedOver() ? 1 : 0,
      entry.getKey().run(),
      entry.getKey().bytes()
    };
  }

  /** The same by column. The driver sends arrays of these types in binary form. */
  private static Object[] columns(SortedMap<RowKey, VisitorRow> rows) {
    int n = rows.size();
    Object[][] columns = {
      new Integer[n],
      new String[n],
      new Integer[n],
      new Long[n],
      new Long[n],
      new Long[n],
      new Integer[n],
      new Integer[n],
      new byte[n][]
    };
    int number = 0;
    for (Entry<RowKey, VisitorRow> row : rows.entrySet()) {
      Object[] values = values(row);
      for (int column = 0; column < columns.length; column++) {
        columns[column][number] = values[column];
      }
      number++;
    }
    return columns;
  }

  /** Erases a visitor everywhere; in how many runs they were known. */
  public int forget(VisitorId visitor) throws SQLException {
    // By the key: without the runs, it would read all rows while the writer waits.
    return session.update(
        "DELETE FROM visitor WHERE run IN (SELECT id FROM run) AND visitor = ?",
        (Object) RowKey.bytes(visitor));
  }

  /** The next exposed visitors of a run, by key. */
  public List<Entry<VisitorId, VisitorRow>> page(int run, Optional<VisitorId> after, int most)
      throws SQLException {
    return session.query(
        """
        SELECT * FROM visitor WHERE run = ? AND visitor > ? AND group_name IS NOT NULL
        ORDER BY visitor LIMIT ?\
        """,
        row -> Map.entry(RowKey.visitor(row.getBytes("visitor")), visitor(row)),
        run,
        after.map(RowKey::bytes).orElse(new byte[0]),
        most);
  }
}
