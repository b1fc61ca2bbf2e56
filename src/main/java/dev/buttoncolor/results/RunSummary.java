package dev.buttoncolor.results;

import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.store.runs.Run;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a run is in its life.
 *
 * @param run its number, 1, 2, ...
 * @param startedAt when it was first seen running; empty before
 * @param endedAt when it was seen to have ended or to be abandoned; empty before
 * @param shippedGroup the group that every visitor gets since the end; empty if there is none
 */
public record RunSummary(
    int run,
    State state,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> shippedGroup) {

  /** An {@link ExperimentState}, or that the experiment is not to be found. */
  public enum State {
    NOT_STARTED,
    RUNNING,
    ENDED,
    ABANDONED,
    /** It has not ended, and the specs in force do not have the experiment. */
    NOT_IN_SPECS
  }

  /**
   * @param inSpecs whether the specs in force have the experiment
   */
  static RunSummary of(Run run, boolean inSpecs) {
    boolean open =
        run.state() == ExperimentState.NOT_STARTED || run.state() == ExperimentState.RUNNING;
    return new RunSummary(
        run.number(),
        open && !inSpecs ? State.NOT_IN_SPECS : State.valueOf(run.state().name()),
        run.startedAt(),
        run.endedAt(),
        run.shippedGroup());
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }
}
