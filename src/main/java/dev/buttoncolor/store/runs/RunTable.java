package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of one experiment in one mode, in the database, over one connection. */
public final class RunTable {

  /** A second is the finest that a chart can use. */
  private static final Duration FINEST_BUCKET = Duration.ofSeconds(1);

  private final Connection connection;
  private final Mode mode;
  private final String experiment;

  public RunTable(Connection connection, Mode mode, String experiment) {
    this.connection = connection;
    this.mode = mode;
    this.experiment = experiment;
  }

  /** Which state the runs are in: it goes up with each change of any of them. */
  public long revision() throws SQLException {
    return Sql.number(connection, "SELECT revision FROM store");
  }

  /** All runs and the design as they are now. */
  public Runs load() throws SQLException {
    long revision = revision(); // first: what changes meanwhile is found at the next look
    List<StoredRun> runs =
        Sql.query(
            connection,
            "SELECT * FROM run WHERE mode = ? AND experiment = ? ORDER BY observed_at, number",
            this::read,
            mode.key(),
            experiment);
    return Sql.query(
            connection,
            "SELECT control, planned_visitors FROM design WHERE mode = ? AND experiment = ?",
            row ->
                new Runs(
                    revision,
                    runs,
                    Optional.ofNullable(row.getString("control")),
                    Optional.of(row.getLong("planned_visitors")).filter(planned -> planned > 0)),
            mode.key(),
            experiment)
        .stream()
        .findFirst()
        .orElseGet(() -> new Runs(revision, runs, Optional.empty(), Optional.empty()));
  }

  private StoredRun read(ResultSet row) throws SQLException {
    GroupTable groups = groups(row.getInt("id"));
    List<Shares> stretches = groups.stretches();
    Map<String, Double> shares =
        stretches.isEmpty() ? Map.of() : stretches.get(stretches.size() - 1).byGroup();
    return new StoredRun(
        row.getInt("id"),
        new Run(
            row.getInt("number"),
            mode,
            experiment,
            row.getString("salt"),
            ExperimentState.valueOf(row.getString("state")),
            Optional.ofNullable(Sql.time(row, "started_at")),
            Optional.ofNullable(Sql.time(row, "ended_at")),
            Optional.ofNullable(row.getString("shipped_group"))),
        Sql.time(row, "observed_at"),
        Duration.ofMillis(row.getLong("bucket_ms")),
        groups.groups(shares),
        stretches);
  }

  /** The groups of one of the runs. */
  GroupTable groups(int run) {
    return new GroupTable(connection, run);
  }

  /** Adds a run, numbered behind the others. */
  public void insert(String salt, ExperimentState state, Instant at) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO run (id, mode, experiment, number, salt, state, started_at, observed_at,
          bucket_ms)
        SELECT coalesce(max(id), 0) + 1, ?, ?,
               coalesce(max(CASE WHEN mode = ? AND experiment = ? THEN number END), 0) + 1,
               ?, ?, ?, ?, ?
        FROM run\
        """,
        mode.key(),
        experiment,
        mode.key(),
        experiment,
        salt,
        state.name(),
        state == ExperimentState.RUNNING ? Optional.of(at) : Optional.empty(),
        at,
        FINEST_BUCKET.toMillis());
    touch();
  }

  /** Replaces what is known of a run itself. */
  public void update(StoredRun stored) throws SQLException {
    Run run = stored.run();
    Sql.update(
        connection,
        """
        UPDATE run SET salt = ?, state = ?, started_at = ?, ended_at = ?, shipped_group = ?,
          observed_at = ? WHERE id = ?\
        """,
        run.salt(),
        run.state().name(),
        run.startedAt(),
        run.endedAt(),
        run.shippedGroup(),
        stored.observedAt(),
        stored.id());
    touch();
  }

  /** Writes down what changed during a run. */
  public void log(int run, Change change) throws SQLException {
    ChangeTable.add(connection, run, change);
  }

  /** Tells the other instances that something has changed. */
  public void touch() throws SQLException {
    Sql.update(connection, "UPDATE store SET revision = revision + 1");
  }
}
