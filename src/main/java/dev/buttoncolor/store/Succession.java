package dev.buttoncolor.store;

import dev.buttoncolor.experiment.ExperimentState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run that its operator ends, and the next one under the same salt. */
final class Succession {

  private final RunTable table;
  private final Instant at;

  Succession(RunTable table, Instant at) {
    this.table = table;
    this.at = at;
  }

  /** Ends the run; the number of the one that takes its place. */
  int follow(StoredRun ended) throws SQLException {
    Run run = ended.run();
    table.log(
        ended.id(),
        new Change(
            at,
            Change.Kind.STATE,
            Optional.empty(),
            run.state().name(),
            ExperimentState.ABANDONED.name()));
    table.update(
        ended.with(
            new Run(
                run.number(),
                run.mode(),
                run.experiment(),
                run.salt() + "#" + run.number(), // its own salt is the next one's from now on
                ExperimentState.ABANDONED,
                run.startedAt(),
                Optional.of(at),
                Optional.empty()),
            ended.observedAt()));
    table.insert(run.salt(), ExperimentState.RUNNING, at);
    StoredRun next = table.load().ofExactly(run.salt()).orElseThrow();
    table.replaceGroups(next.id(), ended.groups());
    List<Shares> stretches = ended.stretches();
    if (!stretches.isEmpty()) {
      Shares last = stretches.get(stretches.size() - 1);
      table.replaceStretch(next.id(), 1, new Shares(at, last.byGroup()));
    }
    Instant observed = ended.observedAt().plusMillis(1); // clocks differ
    table.update(next.with(next.run(), at.isAfter(observed) ? at : observed));
    return next.run().number();
  }
}
