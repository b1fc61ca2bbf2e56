package dev.buttoncolor.store;

import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an instance has seen in a spec document becomes part of the runs. The caller holds the lock
 * on them: two instances often see the same document at the same time.
 */
final class Observation {

  private static final double SAME_SHARE = 1e-9;

  private final RunTable table;
  private final ExperimentSpec spec;
  private final Instant at;

  Observation(RunTable table, ExperimentSpec spec, Instant at) {
    this.table = table;
    this.spec = spec;
    this.at = at;
  }

  void write() throws SQLException {
    Runs runs = table.load();
    Optional<StoredRun> known = known(runs);
    if (known.isEmpty() && spec.state() == ExperimentState.ABANDONED && isAnyRunning(runs)) {
      endOthers(runs, -1); // abandoning deals a new salt, which no visitor has been dealt by yet
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
      writeGroups(run);
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
        logState(other, ExperimentState.ABANDONED);
        table.update(
            other.with(
                new Run(
                    run.number(),
                    run.mode(),
                    run.experiment(),
                    run.salt(),
                    ExperimentState.ABANDONED,
                    run.startedAt(),
                    spec.state() == ExperimentState.RUNNING ? run.endedAt() : Optional.of(at),
                    run.shippedGroup()),
                other.observedAt()));
      }
    }
  }

  private void writeState(StoredRun stored, Runs runs) throws SQLException {
    Run run = stored.run();
    boolean isRunning = spec.state() == ExperimentState.RUNNING;
    boolean hasStarted = run.startedAt().isPresent();
    if (hasStarted && run.state() != spec.state()) {
      logState(stored, spec.state());
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

  private void logState(StoredRun stored, ExperimentState state) throws SQLException {
    table.log(
        stored.id(),
        new Change(
            at, Change.Kind.STATE, Optional.empty(), stored.run().state().name(), state.name()));
  }

  private void writeGroups(StoredRun run) throws SQLException {
    boolean isUnderWay = run.run().startedAt().isPresent() && !run.groups().isEmpty();
    if (isUnderWay) {
      for (Group group : spec.groups()) {
        Optional<Group> before = find(run.groups(), group.name());
        if (before.isPresent()) {
          logChange(
              run,
              Change.Kind.COLOR,
              group.name(),
              before.get().color().css(),
              group.color().css());
          logChange(
              run,
              Change.Kind.PARAGRAPH,
              group.name(),
              before.get().paragraph(),
              group.paragraph());
        }
      }
    }
    table.replaceGroups(run.id(), spec.groups());
    Shares shares = Shares.of(spec.groups(), at);
    int stretches = run.stretches().size();
    if (stretches > 0 && isSame(run.stretches().get(stretches - 1), shares)) {
      return;
    }
    if (isUnderWay && stretches > 0) {
      logShares(run, run.stretches().get(stretches - 1).byGroup(), shares.byGroup());
      table.replaceStretch(run.id(), stretches + 1, shares);
    } else {
      table.replaceStretch(run.id(), 1, shares);
    }
  }

  private static Optional<Group> find(List<Group> groups, String name) {
    return groups.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  private static boolean isSame(Shares one, Shares other) {
    return one.byGroup().keySet().equals(other.byGroup().keySet())
        && one.byGroup().entrySet().stream()
            .allMatch(
                share ->
                    Math.abs(share.getValue() - other.byGroup().get(share.getKey())) < SAME_SHARE);
  }

  private void logShares(StoredRun run, Map<String, Double> before, Map<String, Double> after)
      throws SQLException {
    TreeSet<String> groups = new TreeSet<>(before.keySet());
    groups.addAll(after.keySet());
    for (String group : groups) {
      logChange(
          run,
          Change.Kind.SHARE,
          group,
          before.containsKey(group) ? before.get(group).toString() : "",
          after.containsKey(group) ? after.get(group).toString() : "");
    }
  }

  private void logChange(StoredRun run, Change.Kind what, String group, String before, String after)
      throws SQLException {
    if (!before.equals(after)) {
      table.log(run.id(), new Change(at, what, Optional.of(group), before, after));
    }
  }
}
