package dev.buttoncolor.store.counts;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.database.Sql;
import dev.buttoncolor.store.runs.ChangeTable;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.StoredRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is committed of one run, read in one transaction. The cost does not grow with the visitors:
 * it is the sum of the time buckets.
 */
final class RunReading {

  private final Connection connection;
  private final StoredRun run;

  RunReading(Connection connection, StoredRun run) {
    this.connection = connection;
    this.run = run;
  }

  /** The run at one moment, without a look at it. */
  RecordedRun read(Runs runs, int instance, Instant readAt) throws SQLException {
    List<Counted.Bucket> buckets = CountTable.buckets(connection, run.id(), run.bucketWidth());
    return new RecordedRun(
        run.run(),
        run.groups(),
        runs.design(run),
        series(buckets),
        stretches(buckets),
        minima(),
        exclusions(instance),
        ChangeTable.of(connection, run.id()),
        readAt);
  }

  private List<TimeBucket> series(List<Counted.Bucket> buckets) {
    List<TimeBucket> series = new ArrayList<>();
    Map<String, Counts> soFar = new LinkedHashMap<>();
    run.groups().forEach(group -> soFar.put(group.name(), Counts.EMPTY)); // in their order
    for (int i = 0; i < buckets.size(); i++) {
      Counted.Bucket bucket = buckets.get(i);
      Instant opened = bucket.place().opened();
      Counts before = soFar.getOrDefault(bucket.place().group(), Counts.EMPTY);
      soFar.put(
          bucket.place().group(),
          new Counts(before.visitors() + bucket.visitors(), before.signups() + bucket.signups()));
      if (i == buckets.size() - 1 || !buckets.get(i + 1).place().opened().equals(opened)) {
        Map<String, Counts> seen = new LinkedHashMap<>(soFar);
        seen.values().removeIf(Counts.EMPTY::equals);
        series.add(new TimeBucket(opened, new GroupCounts(seen)));
      }
    }
    return series;
  }

  private List<Stretch> stretches(List<Counted.Bucket> buckets) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < run.stretches().size(); i++) {
      int number = i + 1;
      Map<String, Long> visitors = new HashMap<>();
      buckets.stream()
          .filter(bucket -> bucket.place().stretch() == number)
          .forEach(bucket -> visitors.merge(bucket.place().group(), bucket.visitors(), Long::sum));
      stretches.add(new Stretch(run.stretches().get(i).byGroup(), visitors));
    }
    return stretches;
  }

  private RunningMinima minima() throws SQLException {
    Map<RunningMinima.Key, Double> rows = new HashMap<>();
    Sql.query(
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
        run.id());
    return new RunningMinima(rows);
  }

  /** All but what this instance has counted by itself, which it knows better. */
  private Map<Exclusion, Long> exclusions(int instance) throws SQLException {
    Map<String, Long> byKey = new HashMap<>();
    Sql.query(
        connection,
        """
        SELECT kind, CAST(sum(found + CASE WHEN instance = ? THEN 0 ELSE counted END) AS BIGINT)
          AS times FROM exclusion WHERE run = ? GROUP BY kind\
        """,
        row -> byKey.put(row.getString("kind"), row.getLong("times")),
        instance,
        run.id());
    Map<Exclusion, Long> exclusions = new EnumMap<>(Exclusion.class);
    for (Exclusion kind : Exclusion.values()) {
      exclusions.put(kind, byKey.getOrDefault(kind.key(), 0L));
    }
    return exclusions;
  }
}
