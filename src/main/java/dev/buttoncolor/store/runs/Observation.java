package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * What an instance has seen in a spec document becomes part of the runs. The caller holds the lock
 * on them: two instances often see the same document at the same time.
 */
public final class Observation {

  private final RunTable table;
  private final ExperimentSpec spec;
  private final Instant at;

  public Observation(RunTable table, ExperimentSpec spec, Instant at) {
    this.table = table;
    this.spec = spec;
    this.at = at;
  }

  /** Writes it down. */
  public void write() throws SQLException {
    Runs runs = table.load();
    Optional<StoredRun> known = known(runs);
    if (known.isEmpty() && spec.state() == ExperimentState.ABANDONED && isAnyRunning(runs)) {
      endOthers(runs, -1); // abandoning brings a new salt, by which no visitor is assigned yet
      return;
    }
    if (known.isEmpty()) {
      table.insert(spec.salt(), spec.state(), at);
      runs = table.load();
      known = known(runs);
    }
    StoredRun run = known.orElseThrow();
    endOthers(runs, run.id());
    writeState(run, runs);
    if (!spec.groups().isEmpty() && (isBeforeTheEnd() || run.groups().isEmpty())) {
      new ObservedGroups(table, spec.groups(), at).write(run);
    }
  }

  private Optional<StoredRun> known(Runs runs) {
    return runs.ofSalt(spec.salt()).or(runs::free);
  }

  private static boolean isAnyRunning(Runs runs) {
    return runs.all().stream().anyMatch(run -> run.run().state() == ExperimentState.RUNNING);
  }

  private boolean isBeforeTheEnd() {
    return spec.state() == ExperimentState.RUNNING || spec.state() == ExperimentState.NOT_STARTED;
  }

  /**
   * Only one run is under way. One whose place another running one takes goes on to take its own
   * events: instances learn of the new one seconds apart.
   */
  private void endOthers(Runs runs, int id) throws SQLException {
    for (StoredRun other : runs.all()) {
      Run run = other.run();
      if (other.id() != id && run.state() == ExperimentState.RUNNING) {
        table.log(other.id(), Change.ofState(at, run.state(), ExperimentState.ABANDONED));
        Optional<Instant> end =
            spec.state() == ExperimentState.RUNNING ? run.endedAt() : Optional.of(at);
        table.update(other.with(run.abandoned(run.salt(), end), other.observedAt()));
      }
    }
  }

  private void writeState(StoredRun stored, Runs runs) throws SQLException {
    Run run = stored.run();
    boolean isRunning = spec.state() == ExperimentState.RUNNING;
    boolean hasStarted = run.startedAt().isPresent();
    if (hasStarted && run.state() != spec.state()) {
      table.log(stored.id(), Change.ofState(at, run.state(), spec.state()));
    }
    Run seen =
        new Run(
            run.number(),
            run.mode(),
            run.experiment(),
            spec.salt(),
            spec.state(),
            isRunning ? run.startedAt().or(() -> Optional.of(at)) : run.startedAt(),
            isRunning || !hasStarted ? Optional.empty() : run.endedAt().or(() -> Optional.of(at)),
            spec.shippedGroup());
    Instant latest = runs.current().orElseThrow().observedAt();
    table.update(
        stored.with(seen, at.isAfter(latest) ? at : latest.plusMillis(1))); // clocks differ
  }
}
