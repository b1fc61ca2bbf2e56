package dev.buttoncolor.web.results.document;

import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.store.runs.Run;
import java.time.Instant;

/**
 * One life of the experiment in the JSON document.
 *
 * @param run its number, 1, 2, ...
 * @param state where it is in its life: an {@link ExperimentState}, or {@value #NOT_IN_SPECS}
 * @param startedAt when it was first seen running; null before
 * @param endedAt when it was seen to have ended or to be abandoned; null before
 * @param shippedGroup the group that every visitor gets since the end; null where there is none
 */
public record PublishedRun(
    int run, String state, String startedAt, String endedAt, String shippedGroup) {

  /** Of a run that has not ended, while the specs in force do not have the experiment. */
  static final String NOT_IN_SPECS = "NOT_IN_SPECS";

  /**
   * @param inSpecs whether the specs in force have the experiment
   */
  static PublishedRun of(Run run, boolean inSpecs) {
    boolean open =
        run.state() == ExperimentState.NOT_STARTED || run.state() == ExperimentState.RUNNING;
    return new PublishedRun(
        run.number(),
        open && !inSpecs ? NOT_IN_SPECS : run.state().name(),
        run.startedAt().map(Instant::toString).orElse(null),
        run.endedAt().map(Instant::toString).orElse(null),
        run.shippedGroup().orElse(null));
  }
}
