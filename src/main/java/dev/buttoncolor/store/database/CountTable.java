package dev.buttoncolor.store.database;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.runs.DesignSettings;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.RecordedRun.TimeBucket;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Tally;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts: time buckets and exclusions. Each instance adds to its own rows, so that instances do
 * not wait for each other; what is read is the sum. Its cost does not grow with the visitors.
 */
public final class CountTable {

  private CountTable() {}

  public static void add(Session session, int instance, Tally tally) throws SQLException {
    session.batch(
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
    session.batch(
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

  /** All that is committed of a run; one transaction, so that it is of one moment. */
  public static RecordedRun read(Session session, Run run, DesignSettings settings, Instant readAt)
      throws SQLException {
    return new RecordedRun(
        run,
        run.design(settings),
        series(run, added(session, run, readAt)),
        EvidenceTable.of(session, run.id()),
        exclusions(session, run.id()),
        readAt);
  }

  /** What a time bucket adds to the counts of a group in a stretch; signups may exceed visitors. */
  private record Added(Instant opened, int stretch, String group, long visitors, long signups) {

    Stretch to(Stretch before) {
      Counts old = before.of(group);
      Map<String, Counts> counts = new LinkedHashMap<>(before.byGroup());
      counts.put(group, new Counts(old.visitors() + visitors, old.signups() + signups));
      return new Stretch(before.shares(), counts);
    }
  }

  private static List<Added> added(Session session, Run run, Instant readAt) throws SQLException {
    long width = run.bucketWidth(run.endedAt().orElse(readAt)).toMillis();
    return session.query(
        """
        SELECT opened_at / ? AS bucket, group_name, stretch, sum(visitors) AS visitors,
          sum(signups) AS signups
        FROM time_bucket WHERE run = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3\
        """,
        row ->
            new Added(
                Instant.ofEpochMilli(row.getLong("bucket") * width),
                row.getInt("stretch"),
                row.getString("group_name"),
                row.getLong("visitors"),
                row.getLong("signups")),
        width,
        run.id());
  }

  private static List<TimeBucket> series(Run run, List<Added> added) {
    List<Stretch> soFar = new ArrayList<>();
    List<TimeBucket> series = new ArrayList<>();
    for (int i = 0; i < added.size(); i++) {
      Added more = added.get(i);
      while (soFar.size() < more.stretch()) {
        soFar.add(withoutVisitors(run, soFar.size()));
      }
      soFar.set(more.stretch() - 1, more.to(soFar.get(more.stretch() - 1)));
      if (i == added.size() - 1 || !added.get(i + 1).opened().equals(more.opened())) {
        series.add(new TimeBucket(more.opened(), new GroupCounts(soFar)));
      }
    }
    return series;
  }

  /** A stretch that another instance has begun has no shares until its run is loaded. */
  private static Stretch withoutVisitors(Run run, int index) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    run.groups().forEach(group -> counts.put(group.name(), Counts.EMPTY));
    boolean isKnown = index < run.stretches().size();
    return new Stretch(isKnown ? run.stretches().get(index).byGroup() : Map.of(), counts);
  }

  private static Map<Exclusion, Long> exclusions(Session session, int run) throws SQLException {
    Map<String, Long> byKey = new HashMap<>();
    session.query(
        "SELECT kind, sum(times) AS times FROM exclusion WHERE run = ? GROUP BY 1",
        row -> byKey.put(row.getString("kind"), row.getLong("times")),
        run);
    Map<Exclusion, Long> exclusions = new EnumMap<>(Exclusion.class);
    for (Exclusion kind : Exclusion.values()) {
      exclusions.put(kind, byKey.getOrDefault(kind.key(), 0L));
    }
    return exclusions;
  }
}
