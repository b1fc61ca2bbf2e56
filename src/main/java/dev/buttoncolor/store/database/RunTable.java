package dev.buttoncolor.store.database;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.Lifecycle;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Run.Shares;
import dev.buttoncolor.store.runs.Runs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The runs of one experiment in one mode, and the key behind the ids of their visitors. */
public record RunTable(Session session, Mode mode, String experiment) {

  private static final Gson JSON =
      new GsonBuilder()
          .registerTypeAdapter(
              Instant.class,
              (JsonSerializer<Instant>) (time, t, c) -> new JsonPrimitive(time.toEpochMilli()))
          .registerTypeAdapter(
              Instant.class,
              (JsonDeserializer<Instant>) (json, t, c) -> Instant.ofEpochMilli(json.getAsLong()))
          .create();

  /** What is kept of a run as one text; without a design before the first counted exposure. */
  private record Details(
      List<Group> groups,
      List<Shares> stretches,
      List<Change> changes,
      Design design,
      boolean isShippedHere) {}

  /** Refuses another key than that of the store's visitors; the first one to ask decides. */
  public void checkVisitorKey(String fingerprint) throws SQLException, StoreException {
    int same =
        session.update(
            "UPDATE store SET visitor_key = ? WHERE visitor_key IS NULL OR visitor_key = ?",
            fingerprint,
            fingerprint);
    if (same == 0) {
      throw new StoreException(
          "The visitor key is not the one that this store's visitors have their ids from; with"
              + " another one each visitor would be counted twice. Put that one back: VISITOR_ID_KEY,"
              + " or visitor-id.key in DATA_DIR. Only if it is lost, \"reset --new-key\" ends the run,"
              + " and the next start brings its key.");
    }
  }

  public void dropVisitorKey() throws SQLException {
    session.update("UPDATE store SET visitor_key = NULL");
  }

  /** All runs, which no other instance changes until this transaction ends. */
  public Runs loadLocked() throws SQLException {
    session.update("UPDATE store SET id = id");
    return load();
  }

  public Runs load() throws SQLException {
    List<Run> runs =
        session.query(
            "SELECT * FROM run WHERE mode = ? AND experiment = ?",
            this::read,
            mode.key(),
            experiment);
    return new Runs(mode, experiment, runs);
  }

  private Run read(ResultSet row) throws SQLException {
    Details details = JSON.fromJson(row.getString("details"), Details.class);
    return new Run(
        row.getInt("id"),
        mode,
        experiment,
        row.getInt("number"),
        new Lifecycle(
            row.getString("salt"),
            ExperimentState.valueOf(row.getString("state")),
            Optional.ofNullable(Session.time(row, "started_at")),
            Optional.ofNullable(Session.time(row, "ended_at")),
            Optional.ofNullable(row.getString("shipped_group")),
            details.isShippedHere(),
            Session.time(row, "observed_at")),
        details.groups(),
        details.stretches(),
        Optional.ofNullable(details.design()),
        details.changes());
  }

  /** Writes what has become of the runs that {@link #loadLocked} has given. */
  public void save(Runs before, Runs after) throws SQLException {
    for (Run run : after.all()) { // one that gives its salt to another comes before that one
      if (!before.all().contains(run)) {
        write(run);
      }
    }
  }

  private void write(Run run) throws SQLException {
    Lifecycle life = run.lifecycle();
    session.update(
        """
        INSERT INTO run (id, mode, experiment, number, salt, state, started_at, ended_at,
          shipped_group, observed_at, details)
        SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM run WHERE true
        ON CONFLICT (mode, experiment, number) DO UPDATE SET
          salt = excluded.salt, state = excluded.state, started_at = excluded.started_at,
          ended_at = excluded.ended_at, shipped_group = excluded.shipped_group,
          observed_at = excluded.observed_at, details = excluded.details\
        """,
        mode.key(),
        experiment,
        run.number(),
        life.salt(),
        life.state().name(),
        life.startedAt(),
        life.endedAt(),
        life.shippedGroup(),
        life.observedAt(),
        JSON.toJson(
            new Details(
                run.groups(),
                run.stretches(),
                run.changes(),
                run.design().orElse(null),
                life.isShippedHere())));
  }
}
