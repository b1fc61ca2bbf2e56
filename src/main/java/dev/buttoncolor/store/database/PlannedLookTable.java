package dev.buttoncolor.store.database;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.PlannedLook;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The planned looks, each with the counts that it found: of several instances the first to commit
 * one takes it, and it never changes again.
 */
public final class PlannedLookTable {

  private static final Gson GSON = new Gson();
  private static final TypeToken<List<PairCounts.InStretch>> STRETCHES = new TypeToken<>() {};

  private PlannedLookTable() {}

  /** Stores looks of runs that have none of these pairs yet, in one order for all instances. */
  public static void take(
      Connection connection, Map<Integer, Map<Pair, PlannedLook>> looks, Instant at)
      throws SQLException {
    for (Map.Entry<Integer, Map<Pair, PlannedLook>> run : new TreeMap<>(looks).entrySet()) {
      Map<Pair, PlannedLook> inOrder = new TreeMap<>(Comparator.comparing(Pair::toString));
      inOrder.putAll(run.getValue());
      Sql.batch(
          connection,
          """
          INSERT INTO planned_look (run, group_name, other_group, taken_at, counts)
          VALUES (?, ?, ?, ?, ?) ON CONFLICT (run, group_name, other_group) DO NOTHING\
          """,
          inOrder.entrySet(),
          look ->
              new Object[] {
                run.getKey(),
                look.getKey().group(),
                look.getKey().other(),
                at,
                GSON.toJson(look.getValue().counts().stretches())
              });
    }
  }

  /** The planned looks of a run that are taken. */
  static Map<Pair, PlannedLook> of(Connection connection, int run) throws SQLException {
    Map<Pair, PlannedLook> looks = new HashMap<>();
    Sql.forEach(
        connection,
        "SELECT group_name, other_group, counts FROM planned_look WHERE run = ?",
        row ->
            looks.put(
                new Pair(row.getString("group_name"), row.getString("other_group")),
                new PlannedLook(new PairCounts(GSON.fromJson(row.getString("counts"), STRETCHES)))),
        run);
    return looks;
  }
}
