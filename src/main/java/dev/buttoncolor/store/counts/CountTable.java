package dev.buttoncolor.store.counts;

import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.store.database.Sql;
import dev.buttoncolor.store.runs.StoredRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The counts in the database, over one connection: time buckets, exclusions, running minima. Each
 * instance writes its own rows of counts, so that instances do not wait for each other.
 */
public final class CountTable {

  /** More would draw nothing more, and cost as much again to read. */
  public static final int MAX_BUCKETS = 500;

  private final Connection connection;
  private final int instance;

  /**
   * @param instance whose rows are written
   */
  public CountTable(Connection connection, int instance) {
    this.connection = connection;
    this.instance = instance;
  }

  /** Adds to this instance's rows of time buckets. */
  void addToBuckets(Collection<Counted.Bucket> buckets) throws SQLException {
    Sql.batch(
        connection,
        """
        INSERT INTO time_bucket (run, opened_at, stretch, group_name, instance, visitors, signups)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run, opened_at, stretch, group_name, instance) DO UPDATE SET
          visitors = time_bucket.visitors + excluded.visitors,
          signups = time_bucket.signups + excluded.signups\
        """,
        buckets,
        bucket -> {
          Counted.Place place = bucket.place();
          return new Object[] {
            place.run(),
            place.opened(),
            place.stretch(),
            place.group(),
            instance,
            bucket.visitors(),
            bucket.signups()
          };
        });
  }

  /** Adds to how often kinds were seen in rows of visitors. */
  void addExclusions(Map<Exclusions.Key, Long> exclusions) throws SQLException {
    write(
        """
        INSERT INTO exclusion (run, kind, instance, counted, found) VALUES (?, ?, ?, 0, ?)
        ON CONFLICT (run, kind, instance) DO UPDATE SET found = exclusion.found + excluded.found\
        """,
        exclusions);
  }

  /** Replaces how often this instance has counted kinds by itself: safe to repeat. */
  public void saveExclusions(Map<Exclusions.Key, Long> exclusions) throws SQLException {
    write(
        """
        INSERT INTO exclusion (run, kind, instance, counted, found) VALUES (?, ?, ?, ?, 0)
        ON CONFLICT (run, kind, instance) DO UPDATE SET counted = excluded.counted\
        """,
        exclusions);
  }

  private void write(String sql, Map<Exclusions.Key, Long> exclusions) throws SQLException {
    Sql.batch(
        connection,
        sql,
        exclusions.entrySet(),
        entry -> {
          Exclusions.Key key = entry.getKey();
          return new Object[] {key.run(), key.kind().key(), instance, entry.getValue()};
        });
  }

  /** Lowers the minima of runs to these where they are higher. */
  public void lower(Map<Integer, RunningMinima> minima) throws SQLException {
    for (Map.Entry<Integer, RunningMinima> run : minima.entrySet()) {
      Sql.batch(
          connection,
          """
          INSERT INTO running_minimum (run, kind, group_name, other_group, design, p)
          VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT (run, kind, group_name, other_group, design) DO UPDATE SET p = excluded.p
          WHERE excluded.p < running_minimum.p\
          """,
          run.getValue().rows().entrySet(),
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

  /** Whether a run has more time buckets than are worth keeping apart. */
  public boolean isTooFine(StoredRun run) throws SQLException {
    return distinct(run.id(), run.bucketWidth()) > MAX_BUCKETS;
  }

  private long distinct(int run, Duration width) throws SQLException {
    return Sql.number(
        connection,
        "SELECT count(DISTINCT opened_at / ?) FROM time_bucket WHERE run = ?",
        width.toMillis(),
        run);
  }

  /** What all instances have added to a run in each bucket of this width, oldest first. */
  static List<Counted.Bucket> buckets(Connection connection, int run, Duration width)
      throws SQLException {
    return Sql.query(
        connection,
        """
        SELECT opened_at / ? AS bucket, stretch, group_name,
               CAST(sum(visitors) AS BIGINT) AS visitors, CAST(sum(signups) AS BIGINT) AS signups
        FROM time_bucket WHERE run = ? GROUP BY 1, 2, 3 ORDER BY 1\
        """,
        row ->
            new Counted.Bucket(
                new Counted.Place(
                    run,
                    Instant.ofEpochMilli(row.getLong("bucket") * width.toMillis()),
                    row.getInt("stretch"),
                    row.getString("group_name")),
                row.getLong("visitors"),
                row.getLong("signups")),
        width.toMillis(),
        run);
  }

  /**
   * Merges a run's buckets, of all instances, into ones twice as wide, as often as it takes. The
   * caller has locked the buckets. A row that another instance adds later at the old width does no
   * harm: reading sums by the width of the moment.
   *
   * @return whether they were merged; not where another instance was here first
   */
  public boolean widen(StoredRun run) throws SQLException {
    Duration width = run.bucketWidth();
    while (distinct(run.id(), width) > MAX_BUCKETS) { // once is not enough where they lie far apart
      width = width.multipliedBy(2);
    }
    int changed =
        Sql.update(
            connection,
            "UPDATE run SET bucket_ms = ? WHERE id = ? AND bucket_ms = ?",
            width.toMillis(),
            run.id(),
            run.bucketWidth().toMillis());
    if (changed == 0) {
      return false;
    }
    List<Counted.Bucket> merged = buckets(connection, run.id(), width);
    Sql.update(connection, "DELETE FROM time_bucket WHERE run = ?", run.id());
    addToBuckets(merged);
    return true;
  }
}
