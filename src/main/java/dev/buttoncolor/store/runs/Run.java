package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Mode;
import java.time.Instant;
import java.util.Optional;

/**
 * One life of an experiment, from its start to its end.
 *
 * @param number 1, 2, ... within the mode and the experiment
 * @param mode where its groups come from
 * @param experiment the experiment's name
 * @param salt what the assignment of its visitors depends on; empty where none has been seen yet
 * @param state where it is in its life; {@code ABANDONED} too where another run took its place
 * @param startedAt when it was first seen running; empty for one to come
 * @param endedAt when it was seen to have ended or to be abandoned: what happens later is not
 *     counted
 * @param shippedGroup the group that every visitor gets since the end
 */
public record Run(
    int number,
    Mode mode,
    String experiment,
    String salt,
    ExperimentState state,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> shippedGroup) {

  /** The same once a visitor's event shows that it is under way, and what its salt is. */
  Run begun(String newSalt, Instant at) {
    return new Run(
        number,
        mode,
        experiment,
        newSalt,
        ExperimentState.RUNNING,
        startedAt.or(() -> Optional.of(at)),
        Optional.empty(),
        Optional.empty());
  }

  /** The same once another run has taken its place. */
  Run abandoned(String newSalt, Optional<Instant> end) {
    return new Run(
        number, mode, experiment, newSalt, ExperimentState.ABANDONED, startedAt, end, shippedGroup);
  }
}
