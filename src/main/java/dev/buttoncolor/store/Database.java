package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.SmallestP;
import dev.buttoncolor.results.Tally;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SQL of the store: one connection, one experiment. Every method is part of the transaction
 * that the next {@link #commit()} ends. Not safe for use by two threads at once.
 */
final class Database implements AutoCloseable {

  private final Connection connection;
  private final long experiment;
  private final PreparedStatement expose;
  private final PreparedStatement crossOver;
  private final PreparedStatement convert;
  private final PreparedStatement findExposure;
  private final PreparedStatement signUpUnexposed;
  private final PreparedStatement saveBucket;
  private final PreparedStatement saveExclusions;
  private final PreparedStatement saveSmallest;

  /** What came of a signup. */
  record Signup(boolean exposed, boolean first, Optional<String> group) {}

  private Database(Connection connection, long experiment) throws SQLException {
    this.connection = connection;
    this.experiment = experiment;
    expose =
        connection.prepareStatement(
            """
            INSERT INTO exposure (experiment, visitor, group_name, exposed_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING\
            """);
    crossOver =
        connection.prepareStatement(
            """
            UPDATE exposure SET crossed_over = 1
            WHERE experiment = ? AND visitor = ? AND group_name <> ? AND crossed_over = 0\
            """);
    convert =
        connection.prepareStatement(
            """
            UPDATE exposure SET signed_up_at = max(?, exposed_at) -- a clock may be set back
            WHERE experiment = ? AND visitor = ? AND signed_up_at IS NULL RETURNING group_name\
            """);
    findExposure =
        connection.prepareStatement("SELECT 1 FROM exposure WHERE experiment = ? AND visitor = ?");
    signUpUnexposed =
        connection.prepareStatement(
            """
            INSERT INTO signup_without_exposure (experiment, visitor, signed_up_at) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING\
            """);
    saveBucket =
        connection.prepareStatement("INSERT OR REPLACE INTO bucket VALUES (?, ?, ?, ?, ?)");
    saveExclusions =
        connection.prepareStatement("INSERT OR REPLACE INTO not_counted VALUES (?, ?, ?)");
    saveSmallest =
        connection.prepareStatement("INSERT OR REPLACE INTO smallest_p VALUES (?, ?, ?)");
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws StoreException where it is no store of this program, or of a later version of it
   */
  static Database open(Path file, String experiment) throws StoreException {
    Connection connection = SqliteFile.open(file);
    try {
      return new Database(connection, experimentId(connection, experiment));
    } catch (SQLException e) {
      SqliteFile.closeQuietly(connection);
      throw SqliteFile.unusable(file, e);
    }
  }

  private static long experimentId(Connection connection, String name) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO experiment (name, bucket_ms) VALUES (?, ?) ON CONFLICT DO NOTHING");
        PreparedStatement select =
            connection.prepareStatement("SELECT id FROM experiment WHERE name = ?")) {
      insert.setString(1, name);
      insert.setLong(2, Series.EMPTY.width().toMillis());
      insert.executeUpdate();
      connection.commit();
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Whether this is the visitor's first exposure. */
  boolean expose(VisitorId visitor, String group, Instant at) throws SQLException {
    expose.setLong(1, experiment);
    expose.setString(2, visitor.value());
    expose.setString(3, group);
    expose.setLong(4, at.toEpochMilli());
    return expose.executeUpdate() == 1;
  }

  /**
   * Whether the visitor was exposed to another group before, and this is the first we see of it.
   */
  boolean crossOver(VisitorId visitor, String group) throws SQLException {
    crossOver.setLong(1, experiment);
    crossOver.setString(2, visitor.value());
    crossOver.setString(3, group);
    return crossOver.executeUpdate() == 1;
  }

  Signup signUp(VisitorId visitor, Instant at) throws SQLException {
    convert.setLong(1, at.toEpochMilli());
    convert.setLong(2, experiment);
    convert.setString(3, visitor.value());
    try (ResultSet row = convert.executeQuery()) {
      if (row.next()) {
        return new Signup(true, true, Optional.of(row.getString(1)));
      }
    }
    findExposure.setLong(1, experiment);
    findExposure.setString(2, visitor.value());
    try (ResultSet row = findExposure.executeQuery()) {
      if (row.next()) {
        return new Signup(true, false, Optional.empty());
      }
    }
    signUpUnexposed.setLong(1, experiment);
    signUpUnexposed.setString(2, visitor.value());
    signUpUnexposed.setLong(3, at.toEpochMilli());
    return new Signup(false, signUpUnexposed.executeUpdate() == 1, Optional.empty());
  }

  void save(Bucket bucket) throws SQLException {
    for (Map.Entry<String, Counts> group : bucket.tally().byGroup().entrySet()) {
      saveBucket.setLong(1, experiment);
      saveBucket.setLong(2, bucket.opened().toEpochMilli());
      saveBucket.setString(3, group.getKey());
      saveBucket.setLong(4, group.getValue().visitors());
      saveBucket.setLong(5, group.getValue().signups());
      saveBucket.executeUpdate();
    }
  }

  /** Replaces all buckets, as their merging does. */
  void saveAll(Series series) throws SQLException {
    update("DELETE FROM bucket WHERE experiment = ?1", experiment);
    update(
        "UPDATE experiment SET bucket_ms = ?2 WHERE id = ?1",
        experiment,
        series.width().toMillis());
    for (Bucket bucket : series.buckets()) {
      save(bucket);
    }
  }

  void save(Exclusion kind, long times) throws SQLException {
    saveExclusions.setLong(1, experiment);
    saveExclusions.setString(2, kind.key());
    saveExclusions.setLong(3, times);
    saveExclusions.executeUpdate();
  }

  /** Replaces the evidence, and the plan it was gathered under. */
  void save(Evidence.Gathered gathered) throws SQLException {
    update("DELETE FROM smallest_p WHERE experiment = ?1", experiment);
    update("UPDATE experiment SET plan = ?2 WHERE id = ?1", experiment, gathered.plan());
    saveSmallest("", gathered.smallest().sampleRatio());
    for (Map.Entry<String, Double> group : gathered.smallest().byGroup().entrySet()) {
      saveSmallest(group.getKey(), group.getValue());
    }
  }

  private void saveSmallest(String group, double p) throws SQLException {
    saveSmallest.setLong(1, experiment);
    saveSmallest.setString(2, group);
    saveSmallest.setDouble(3, p);
    saveSmallest.executeUpdate();
  }

  /** Writes something, so that a commit shows whether writing works. */
  void touch(Instant now) throws SQLException {
    update("UPDATE experiment SET checked_at = ?2 WHERE id = ?1", experiment, now.toEpochMilli());
  }

  Series loadSeries() throws SQLException {
    Map<Instant, Map<String, Counts>> buckets = new LinkedHashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT opened_at, group_name, visitors, signups FROM bucket
            WHERE experiment = ? ORDER BY opened_at\
            """)) {
      select.setLong(1, experiment);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          buckets
              .computeIfAbsent(Instant.ofEpochMilli(row.getLong(1)), at -> new LinkedHashMap<>())
              .put(row.getString(2), new Counts(row.getLong(3), row.getLong(4)));
        }
      }
    }
    List<Bucket> list = new ArrayList<>();
    buckets.forEach((opened, counts) -> list.add(new Bucket(opened, new Tally(counts))));
    return new Series(
        Duration.ofMillis(Long.parseLong(text("SELECT bucket_ms FROM experiment WHERE id = ?"))),
        list);
  }

  Map<Exclusion, Long> loadExclusions() throws SQLException {
    Map<Exclusion, Long> exclusions = new EnumMap<>(Exclusion.class);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT times FROM not_counted WHERE experiment = ? AND kind = ?")) {
      for (Exclusion kind : Exclusion.values()) {
        select.setLong(1, experiment);
        select.setString(2, kind.key());
        try (ResultSet row = select.executeQuery()) {
          exclusions.put(kind, row.next() ? row.getLong(1) : 0);
        }
      }
    }
    return exclusions;
  }

  Evidence.Gathered loadEvidence() throws SQLException {
    Map<String, Double> byGroup = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT group_name, p FROM smallest_p WHERE experiment = ?")) {
      select.setLong(1, experiment);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          byGroup.put(row.getString(1), row.getDouble(2));
        }
      }
    }
    Double sampleRatio = byGroup.remove("");
    return new Evidence.Gathered(
        text("SELECT plan FROM experiment WHERE id = ?"),
        new SmallestP(byGroup, sampleRatio == null ? 1 : sampleRatio));
  }

  private String text(String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, experiment);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      return update.executeUpdate();
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /**
   * Takes back what was done since the last commit. Where SQLite has done so by itself, as it does
   * when the disk is full, the driver does not notice: without a new transaction each statement
   * would then commit alone, and every commit fail.
   */
  void rollback() throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException nothingToRollBack) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("BEGIN");
      }
    }
  }

  /** Also moves the write-ahead log into the file itself, as SQLite does for the last to leave. */
  @Override
  public void close() {
    SqliteFile.closeQuietly(connection);
  }
}
