package dev.buttoncolor.store.runs;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** What starts of the program have asked to be compared with what; the newest one wins. */
public final class DesignTable {

  private final Connection connection;
  private final Mode mode;
  private final String experiment;
  private final Instant startedAt;
  private final RunTable runs;

  /**
   * @param startedAt when the start was that asks
   */
  public DesignTable(Connection connection, Mode mode, String experiment, Instant startedAt) {
    this.connection = connection;
    this.mode = mode;
    this.experiment = experiment;
    this.startedAt = startedAt;
    runs = new RunTable(connection, mode, experiment);
  }

  /** Keeps what a start sets, also where it reaches the database later than a newer one. */
  public void set(Optional<String> control, Optional<Long> plannedVisitors) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO design (mode, experiment) VALUES (?, ?) ON CONFLICT DO NOTHING",
        mode.key(),
        experiment);
    set("control", "control_set_at", Change.Kind.CONTROL, control);
    set("planned_visitors", "planned_set_at", Change.Kind.PLANNED_VISITORS, plannedVisitors);
  }

  private void set(String column, String setAt, Change.Kind what, Optional<?> value)
      throws SQLException {
    if (value.isEmpty()) {
      return;
    }
    Runs before = runs.load();
    Sql.update(
        connection,
        """
        UPDATE design SET %1$s = ?, %2$s = ?
        WHERE mode = ? AND experiment = ? AND (%2$s IS NULL OR %2$s <= ?)\
        """
            .formatted(column, setAt),
        value.get(),
        startedAt,
        mode.key(),
        experiment,
        startedAt);
    runs.touch();
    log(before, runs.load(), what);
  }

  /** Writes down what has become of the design of the run under way. */
  private void log(Runs before, Runs after, Change.Kind what) throws SQLException {
    Optional<StoredRun> run = after.current().filter(r -> r.run().startedAt().isPresent());
    if (run.isPresent()) {
      String old = before.design(run.get()).map(design -> value(design, what)).orElse("");
      String changed = after.design(run.get()).map(design -> value(design, what)).orElse("");
      if (!old.equals(changed)) {
        runs.log(run.get().id(), new Change(startedAt, what, Optional.empty(), old, changed));
      }
    }
  }

  private static String value(Design design, Change.Kind what) {
    return what == Change.Kind.CONTROL ? design.control() : Long.toString(design.plannedVisitors());
  }
}
