package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run that its operator ends, and the next one under the same salt. */
public final class Succession {

  private final RunTable table;
  private final Instant at;

  public Succession(RunTable table, Instant at) {
    this.table = table;
    this.at = at;
  }

  /** Ends the run; the number of the one that takes its place. */
  public int follow(StoredRun ended) throws SQLException {
    Run run = ended.run();
    table.log(ended.id(), Change.ofState(at, run.state(), ExperimentState.ABANDONED));
    table.update(
        ended.with(
            run.abandoned( // its own salt is the next one's from now on
                run.salt() + "#" + run.number(), Optional.of(at)),
            ended.observedAt()));
    table.insert(run.salt(), ExperimentState.RUNNING, at);
    StoredRun next = table.load().ofExactly(run.salt()).orElseThrow();
    GroupTable groups = table.groups(next.id());
    groups.replaceGroups(ended.groups());
    List<Shares> stretches = ended.stretches();
    if (!stretches.isEmpty()) {
      groups.replaceStretch(1, new Shares(at, stretches.get(stretches.size() - 1).byGroup()));
    }
    Instant observed = ended.observedAt().plusMillis(1); // clocks differ
    table.update(next.with(next.run(), at.isAfter(observed) ? at : observed));
    return next.run().number();
  }
}
