package dev.buttoncolor.store;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Mode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of one experiment in one mode, in the database, over one connection. */
final class RunTable {

  /** A second is the finest that a chart can use. */
  private static final Duration FINEST_BUCKET = Duration.ofSeconds(1);

  private final Connection connection;
  private final Mode mode;
  private final String experiment;

  RunTable(Connection connection, Mode mode, String experiment) {
    this.connection = connection;
    this.mode = mode;
    this.experiment = experiment;
  }

  /** Which state the runs are in: it goes up with each change of any of them. */
  long revision() throws SQLException {
    return Sql.number(connection, "SELECT revision FROM store");
  }

  /** All runs and the design as they are now. */
  Runs load() throws SQLException {
    long revision = revision(); // first: what changes meanwhile is found at the next look
    List<StoredRun> runs =
        Sql.query(
            connection,
            "SELECT * FROM run WHERE mode = ? AND experiment = ? ORDER BY observed_at, number",
            this::read,
            mode.key(),
            experiment);
    List<Runs> designed =
        Sql.query(
            connection,
            "SELECT control, planned_visitors FROM design WHERE mode = ? AND experiment = ?",
            row ->
                new Runs(
                    revision,
                    runs,
                    Optional.ofNullable(row.getString("control")),
                    Optional.of(row.getLong("planned_visitors")).filter(planned -> planned > 0)),
            mode.key(),
            experiment);
    return designed.isEmpty()
        ? new Runs(revision, runs, Optional.empty(), Optional.empty())
        : designed.get(0);
  }

  private StoredRun read(ResultSet row) throws SQLException {
    int id = row.getInt("id");
    List<Shares> stretches = stretches(id);
    Map<String, Double> shares =
        stretches.isEmpty() ? Map.of() : stretches.get(stretches.size() - 1).byGroup();
    return new StoredRun(
        id,
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
        groups(id, shares),
        stretches);
  }

  private List<Group> groups(int run, Map<String, Double> shares) throws SQLException {
    return Sql.query(
        connection,
        "SELECT name, color, paragraph FROM run_group WHERE run = ? ORDER BY position",
        row ->
            new Group(
                row.getString("name"),
                shares.getOrDefault(row.getString("name"), 0.0),
                ButtonColor.parse(row.getString("color")).orElse(ButtonColor.DEFAULT),
                row.getString("paragraph")),
        run);
  }

  private List<Shares> stretches(int run) throws SQLException {
    record Share(int stretch, Instant since, String group, double share) {}
    Map<Integer, Map<String, Double>> byStretch = new LinkedHashMap<>();
    Map<Integer, Instant> since = new LinkedHashMap<>();
    for (Share share :
        Sql.query(
            connection,
            """
            SELECT s.stretch, s.since, s.group_name, s.share
            FROM share s LEFT JOIN run_group g ON g.run = s.run AND g.name = s.group_name
            WHERE s.run = ? ORDER BY s.stretch, g.position, s.group_name\
            """,
            row ->
                new Share(
                    row.getInt("stretch"),
                    Sql.time(row, "since"),
                    row.getString("group_name"),
                    row.getDouble("share")),
            run)) {
      byStretch
          .computeIfAbsent(share.stretch(), stretch -> new LinkedHashMap<>())
          .put(share.group(), share.share());
      since.put(share.stretch(), share.since());
    }
    List<Shares> stretches = new ArrayList<>();
    byStretch.forEach((stretch, shares) -> stretches.add(new Shares(since.get(stretch), shares)));
    return stretches;
  }

  /** Adds a run, numbered behind the others. */
  void insert(String salt, ExperimentState state, Instant at) throws SQLException {
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
  void update(StoredRun stored) throws SQLException {
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

  void replaceGroups(int run, List<Group> groups) throws SQLException {
    Sql.update(connection, "DELETE FROM run_group WHERE run = ?", run);
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      Sql.update(
          connection,
          "INSERT INTO run_group (run, name, position, color, paragraph) VALUES (?, ?, ?, ?, ?)",
          run,
          group.name(),
          i,
          group.color().css(),
          group.paragraph());
    }
  }

  /** Writes a stretch of constant shares, in place of what was there under its number. */
  void replaceStretch(int run, int stretch, Shares shares) throws SQLException {
    Sql.update(connection, "DELETE FROM share WHERE run = ? AND stretch = ?", run, stretch);
    for (Map.Entry<String, Double> share : shares.byGroup().entrySet()) {
      Sql.update(
          connection,
          "INSERT INTO share (run, stretch, since, group_name, share) VALUES (?, ?, ?, ?, ?)",
          run,
          stretch,
          shares.since(),
          share.getKey(),
          share.getValue());
    }
  }

  void log(int run, Change change) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO change (run, changed_at, what, group_name, old_value, new_value)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
        """,
        run,
        change.at(),
        change.what().key(),
        change.group().orElse(""),
        change.before(),
        change.after());
  }

  /** Writes down what a start has made of the design of the run under way. */
  void logDesign(Runs before, Runs after, Change.Kind what, Instant at) throws SQLException {
    touch();
    Optional<StoredRun> run = after.current().filter(r -> r.run().startedAt().isPresent());
    if (run.isEmpty()) {
      return;
    }
    String old = before.design(run.get()).map(design -> value(design, what)).orElse("");
    String changed = after.design(run.get()).map(design -> value(design, what)).orElse("");
    if (!old.equals(changed)) {
      log(run.get().id(), new Change(at, what, Optional.empty(), old, changed));
    }
  }

  private static String value(Design design, Change.Kind what) {
    return what == Change.Kind.CONTROL ? design.control() : Long.toString(design.plannedVisitors());
  }

  List<Change> changes(int run) throws SQLException {
    return Sql.query(
        connection,
        """
        SELECT changed_at, what, group_name, old_value, new_value FROM change
        WHERE run = ? ORDER BY changed_at, what, group_name\
        """,
        row ->
            new Change(
                Sql.time(row, "changed_at"),
                Change.Kind.of(row.getString("what")),
                Optional.of(row.getString("group_name")).filter(name -> !name.isEmpty()),
                row.getString("old_value"),
                row.getString("new_value")),
        run);
  }

  /** Tells the other instances that something has changed. */
  private void touch() throws SQLException {
    Sql.update(connection, "UPDATE store SET revision = revision + 1");
  }
}
