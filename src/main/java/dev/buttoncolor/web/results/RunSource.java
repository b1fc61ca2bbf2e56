package dev.buttoncolor.web.results;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.counts.RecordedRun;
import dev.buttoncolor.web.results.document.RunResults;
import java.util.Optional;

/** The results of one run at this moment, or of whichever is the current one. */
final class RunSource implements SharedResults.Source {

  /** What the results are made from. */
  private record State(long storeVersion, boolean inSpecs) {}

  private final EventStore store;
  private final Experiment experiment;
  private final Optional<Integer> number;

  /**
   * @param number the number of the run; empty for the current one
   */
  RunSource(EventStore store, Experiment experiment, Optional<Integer> number) {
    this.store = store;
    this.experiment = experiment;
    this.number = number;
  }

  @Override
  public Object state() {
    return new State(store.version(), isInSpecs());
  }

  @Override
  public Optional<RunResults> results() {
    Optional<RecordedRun> recorded = number.isPresent() ? store.look(number.get()) : store.look();
    return recorded.flatMap(run -> RunResults.of(run, isInSpecs(), store.runs()));
  }

  private boolean isInSpecs() {
    return experiment.spec().isPresent();
  }
}
