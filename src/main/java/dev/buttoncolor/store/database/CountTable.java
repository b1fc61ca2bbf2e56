package dev.buttoncolor.store.database;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.runs.DesignSettings;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Tally;
import dev.buttoncolor.store.runs.TimeBucket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts: time buckets, exclusions, running minima. Each instance adds to its own rows, so that
 * instances do not wait for each other; what is read is the sum. Its cost does not grow with the
 * visitors.
 */
public final class CountTable {

  private static final Comparator<RunningMinima.Key> IN_ORDER =
      Comparator.comparing(RunningMinima.Key::toString);

  private CountTable() {}

  /** Adds to an instance's rows. */
  public static void add(Connection connection, int instance, Tally tally) throws SQLException {
    Sql.batch(
        connection,
        """
        INSERT INTO time_bucket (run, opened_at, stretch, group_name, instance, visitors, signups)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run, opened_at, stretch, group_name, instance) DO UPDATE SET
          visitors = time_bucket.visitors + excluded.visitors,
          signups = time_bucket.signups + excluded.signups\
        """,
        tally.buckets().entrySet(),
        entry -> {
          Tally.Bucket to = entry.getKey();
          long[] more = entry.getValue();
          return new Object[] {
            to.run(), to.opened(), to.stretch(), to.group(), instance, more[0], more[1]
          };
        });
    Sql.batch(
        connection,
        """
        INSERT INTO exclusion (run, kind, instance, times) VALUES (?, ?, ?, ?)
        ON CONFLICT (run, kind, instance) DO UPDATE SET times = exclusion.times + excluded.times\
        """,
        tally.exclusions().entrySet(),
        entry -> {
          Tally.Excluded to = entry.getKey();
          return new Object[] {to.run(), to.kind().key(), instance, entry.getValue()};
        });
  }

  /**
   * Lowers the minima of runs to these if they are higher.
   *
   * <p>Instances share these rows. All write them in one order, which no hash decides: its seed
   * differs from process to process, and two that lock the same rows in different orders deadlock.
   */
  public static void lower(Connection connection, Map<Integer, RunningMinima> minima)
      throws SQLException {
    for (Map.Entry<Integer, RunningMinima> run : new TreeMap<>(minima).entrySet()) {
      Map<RunningMinima.Key, Double> rows = new TreeMap<>(IN_ORDER);
      rows.putAll(run.getValue().rows());
      Sql.batch(
          connection,
          """
          INSERT INTO running_minimum (run, kind, group_name, other_group, design, p)
          VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (run, kind, group_name, other_group, design) DO UPDATE SET p = excluded.p
          WHERE excluded.p < running_minimum.p\
          """,
          rows.entrySet(),
          minimum -> {
            RunningMinima.Key key = minimum.getKey();
            return new Object[] {
              run.getKey(),
              key.kind().name(),
              key.group(),
              key.other(),
              key.design(),
              minimum.getValue()
            };
          });
    }
  }

  /**
   * What the store holds, as words for a log: visitors and runs of each mode and experiment; empty
   * if there are no visitors.
   */
  public static String contents(Connection connection) throws SQLException {
    return String.join(
        ", ",
        Sql.query(
            connection,
            """
            SELECT r.mode, r.experiment, count(DISTINCT r.id) AS runs,
                   CAST(sum(t.visitors) AS BIGINT) AS visitors
            FROM time_bucket t JOIN run r ON r.id = t.run
            GROUP BY r.mode, r.experiment ORDER BY r.mode, r.experiment\
            """,
            row ->
                "%s in %s of %s"
                    .formatted(
                        plural(row.getLong("visitors"), "visitor"),
                        plural(row.getLong("runs"), row.getString("mode") + " run"),
                        row.getString("experiment"))));
  }

  private static String plural(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** All that is committed of a run; one transaction, so that it is of one moment. */
  public static RecordedRun read(
      Connection connection, Run run, DesignSettings settings, Instant readAt) throws SQLException {
    Map<String, Counts> soFar = new LinkedHashMap<>();
    run.groups().forEach(group -> soFar.put(group.name(), Counts.EMPTY)); // in their order
    TreeMap<Instant, GroupCounts> series = new TreeMap<>();
    List<Map<String, Long>> visitors = new ArrayList<>(); // by stretch
    run.stretches().forEach(stretch -> visitors.add(new HashMap<>()));
    long width = run.bucketWidth(run.endedAt().orElse(readAt)).toMillis();
    Sql.forEach(
        connection,
        """
        SELECT opened_at / ? AS bucket, group_name, stretch,
               CAST(sum(visitors) AS BIGINT) AS visitors, CAST(sum(signups) AS BIGINT) AS signups
        FROM time_bucket WHERE run = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3\
        """,
        row -> {
          String group = row.getString("group_name");
          long more = row.getLong("visitors");
          Counts before = soFar.getOrDefault(group, Counts.EMPTY);
          soFar.put(
              group,
              new Counts(before.visitors() + more, before.signups() + row.getLong("signups")));
          Map<String, Counts> seen = new LinkedHashMap<>(soFar);
          seen.values().removeIf(Counts.EMPTY::equals);
          series.put(Instant.ofEpochMilli(row.getLong("bucket") * width), new GroupCounts(seen));
          if (row.getInt("stretch") <= visitors.size()) {
            visitors.get(row.getInt("stretch") - 1).merge(group, more, Long::sum);
          }
        },
        width,
        run.id());
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < visitors.size(); i++) {
      stretches.add(new Stretch(run.stretches().get(i).byGroup(), visitors.get(i)));
    }
    return new RecordedRun(
        run,
        run.design(settings),
        series.entrySet().stream().map(e -> new TimeBucket(e.getKey(), e.getValue())).toList(),
        stretches,
        minima(connection, run.id()),
        exclusions(connection, run.id()),
        readAt);
  }

  private static RunningMinima minima(Connection connection, int run) throws SQLException {
    Map<RunningMinima.Key, Double> rows = new HashMap<>();
    Sql.forEach(
        connection,
        "SELECT kind, group_name, other_group, design, p FROM running_minimum WHERE run = ?",
        row ->
            rows.put(
                new RunningMinima.Key(
                    RunningMinima.Kind.valueOf(row.getString("kind")),
                    row.getString("group_name"),
                    row.getString("other_group"),
                    row.getString("design")),
                row.getDouble("p")),
        run);
    return new RunningMinima(rows);
  }

  private static Map<Exclusion, Long> exclusions(Connection connection, int run)
      throws SQLException {
    Map<String, Long> byKey = new HashMap<>();
    Sql.forEach(
        connection,
        "SELECT kind, CAST(sum(times) AS BIGINT) AS times FROM exclusion WHERE run = ? GROUP BY 1",
        row -> byKey.put(row.getString("kind"), row.getLong("times")),
        run);
    Map<Exclusion, Long> exclusions = new EnumMap<>(Exclusion.class);
    for (Exclusion kind : Exclusion.values()) {
      exclusions.put(kind, byKey.getOrDefault(kind.key(), 0L));
    }
    return exclusions;
  }
}
