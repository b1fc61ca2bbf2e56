package dev.buttoncolor.store.database;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What looks have found: the running minima and the planned looks. Instances share these rows. A
 * minimum only falls; of several instances the first to commit a planned look takes it, with the
 * counts that it found, and it never changes again.
 *
 * <p>All write the rows in one order, which no hash decides: its seed differs from process to
 * process, and two that lock the same rows in different orders deadlock.
 */
public final class EvidenceTable {

  private static final Gson GSON = new Gson();
  private static final TypeToken<List<PairCounts.InStretch>> STRETCHES = new TypeToken<>() {};

  private EvidenceTable() {}

  public static void add(Session session, Map<Integer, Evidence> found, Instant at)
      throws SQLException {
    for (Map.Entry<Integer, Evidence> run : new TreeMap<>(found).entrySet()) {
      session.batch(
          """
          INSERT INTO running_minimum (run, kind, group_name, other_group, p)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (run, kind, group_name, other_group) DO UPDATE SET p = excluded.p
          WHERE excluded.p < running_minimum.p\
          """,
          inOrder(run.getValue().minima()).entrySet(),
          minimum -> {
            Pair pair = minimum.getKey();
            String kind = pair.equals(Evidence.SAMPLE_RATIO) ? "SAMPLE_RATIO" : "ABOVE";
            return new Object[] {
              run.getKey(), kind, pair.group(), pair.other(), minimum.getValue()
            };
          });
      session.batch(
          """
          INSERT INTO planned_look (run, group_name, other_group, taken_at, counts)
          VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, group_name, other_group) DO NOTHING\
          """,
          inOrder(run.getValue().plannedLooks()).entrySet(),
          look ->
              new Object[] {
                run.getKey(),
                look.getKey().group(),
                look.getKey().other(),
                at,
                GSON.toJson(look.getValue().stretches())
              });
    }
  }

  private static <K, V> Map<K, V> inOrder(Map<K, V> rows) {
    Map<K, V> inOrder = new TreeMap<>(Comparator.comparing(K::toString));
    inOrder.putAll(rows);
    return inOrder;
  }

  static Evidence of(Session session, int run) throws SQLException {
    Map<Pair, Double> minima = new HashMap<>();
    session.query(
        "SELECT group_name, other_group, p FROM running_minimum WHERE run = ?",
        row -> minima.put(pair(row), row.getDouble("p")),
        run);
    Map<Pair, PairCounts> looks = new HashMap<>();
    session.query(
        "SELECT group_name, other_group, counts FROM planned_look WHERE run = ?",
        row ->
            looks.put(pair(row), new PairCounts(GSON.fromJson(row.getString("counts"), STRETCHES))),
        run);
    return new Evidence(minima, looks);
  }

  private static Pair pair(ResultSet row) throws SQLException {
    return new Pair(row.getString("group_name"), row.getString("other_group"));
  }
}
