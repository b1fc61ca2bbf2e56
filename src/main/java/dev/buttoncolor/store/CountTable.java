package dev.buttoncolor.store;

import dev.buttoncolor.analysis.RunningMinima;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
final class CountTable implements AutoCloseable {

  /** More would draw nothing more, and cost as much again to read. */
  static final int MAX_BUCKETS = 500;

  private final Connection connection;
  private final int instance;
  private final PreparedStatement addToBucket;
  private final PreparedStatement addExclusions;
  private final PreparedStatement saveExclusions;
  private final PreparedStatement lowerMinimum;

  CountTable(Connection connection, int instance) throws SQLException {
    this.connection = connection;
    this.instance = instance;
    addToBucket =
        connection.prepareStatement(
            """
            INSERT INTO time_bucket
              (run, opened_at, stretch, group_name, instance, visitors, signups)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run, opened_at, stretch, group_name, instance) DO UPDATE SET
              visitors = time_bucket.visitors + excluded.visitors,
              signups = time_bucket.signups + excluded.signups\
            """);
    addExclusions =
        connection.prepareStatement(
            """
            INSERT INTO exclusion (run, kind, instance, counted, found) VALUES (?, ?, ?, 0, ?)
            ON CONFLICT (run, kind, instance) DO UPDATE SET
              found = exclusion.found + excluded.found\
            """);
    saveExclusions =
        connection.prepareStatement(
            """
            INSERT INTO exclusion (run, kind, instance, counted, found) VALUES (?, ?, ?, ?, 0)
            ON CONFLICT (run, kind, instance) DO UPDATE SET counted = excluded.counted\
            """);
    lowerMinimum =
        connection.prepareStatement(
            """
            INSERT INTO running_minimum (run, kind, group_name, other_group, design, p)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (run, kind, group_name, other_group, design) DO UPDATE SET p = excluded.p
            WHERE excluded.p < running_minimum.p\
            """);
  }

  /** Adds to this instance's rows of time buckets. */
  void addToBuckets(Collection<Counted.Bucket> buckets) throws SQLException {
    for (Counted.Bucket bucket : buckets) {
      Counted.Place place = bucket.place();
      add(
          addToBucket,
          place.run(),
          place.opened(),
          place.stretch(),
          place.group(),
          instance,
          bucket.visitors(),
          bucket.signups());
    }
    addToBucket.executeBatch();
  }

  /** Adds to how often kinds were seen in rows of visitors. */
  void addExclusions(Map<Exclusions.Key, Long> exclusions) throws SQLException {
    write(addExclusions, exclusions);
  }

  /** Replaces how often this instance has counted kinds by itself: safe to repeat. */
  void saveExclusions(Map<Exclusions.Key, Long> exclusions) throws SQLException {
    write(saveExclusions, exclusions);
  }

  private void write(PreparedStatement statement, Map<Exclusions.Key, Long> exclusions)
      throws SQLException {
    for (Map.Entry<Exclusions.Key, Long> entry : exclusions.entrySet()) {
      Exclusions.Key key = entry.getKey();
      add(statement, key.run(), key.kind().key(), instance, entry.getValue());
    }
    statement.executeBatch();
  }

  /** Lowers a run's minima to these where they are higher. */
  void lower(int run, RunningMinima minima) throws SQLException {
    for (Map.Entry<RunningMinima.Key, Double> minimum : minima.rows().entrySet()) {
      RunningMinima.Key key = minimum.getKey();
      add(
          lowerMinimum,
          run,
          key.kind().name(),
          key.group(),
          key.other(),
          key.design(),
          minimum.getValue());
    }
    lowerMinimum.executeBatch();
  }

  private static void add(PreparedStatement statement, Object... values) throws SQLException {
    Sql.bind(statement, values);
    statement.addBatch();
  }

  /** Whether a run has more time buckets than are worth keeping apart. */
  boolean isTooFine(StoredRun run) throws SQLException {
    return distinct(run.id(), run.bucketWidth()) > MAX_BUCKETS;
  }

  private long distinct(int run, Duration width) throws SQLException {
    return Sql.number(
        connection,
        "SELECT count(DISTINCT opened_at / ?) FROM time_bucket WHERE run = ?",
        width.toMillis(),
        run);
  }

  /**
   * Merges a run's buckets, of all instances, into ones twice as wide, as often as it takes. The
   * caller has locked the buckets. A row that another instance adds later at the old width does no
   * harm: reading sums by the width of the moment.
   */
  void widen(StoredRun run) throws SQLException {
    Duration width = run.bucketWidth();
    while (distinct(run.id(), width) > MAX_BUCKETS) { // once is not enough where they lie far apart
      width = width.multipliedBy(2);
    }
    long millis = width.toMillis();
    int changed =
        Sql.update(
            connection,
            "UPDATE run SET bucket_ms = ? WHERE id = ? AND bucket_ms = ?",
            millis,
            run.id(),
            run.bucketWidth().toMillis());
    if (changed == 0) {
      return; // another instance was here first
    }
    List<Counted.Bucket> merged =
        Sql.query(
            connection,
            """
            SELECT opened_at / ? AS bucket, stretch, group_name,
                   sum(visitors) AS visitors, sum(signups) AS signups
            FROM time_bucket WHERE run = ? GROUP BY 1, 2, 3\
            """,
            row ->
                new Counted.Bucket(
                    new Counted.Place(
                        run.id(),
                        Instant.ofEpochMilli(row.getLong("bucket") * millis),
                        row.getInt("stretch"),
                        row.getString("group_name")),
                    row.getLong("visitors"),
                    row.getLong("signups")),
            millis,
            run.id());
    Sql.update(connection, "DELETE FROM time_bucket WHERE run = ?", run.id());
    addToBuckets(merged);
    Sql.update(connection, "UPDATE store SET revision = revision + 1");
  }

  @Override
  public void close() throws SQLException {
    addToBucket.close();
    addExclusions.close();
    saveExclusions.close();
    lowerMinimum.close();
  }
}
