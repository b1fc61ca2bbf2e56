package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a run has come.
 *
 * @param salt empty before one has been seen
 * @param state {@code ABANDONED} too once another run has taken its place
 * @param startedAt when it was first seen running
 * @param endedAt when it was seen to be over: what happens later is not counted
 * @param isShippedHere whether an operator of this program shipped it: then no document changes it
 * @param observedAt when an instance last heard something new of it
 */
public record Lifecycle(
    String salt,
    ExperimentState state,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> shippedGroup,
    boolean isShippedHere,
    Instant observedAt) {

  private static final Optional<Instant> NEVER = Optional.empty();

  static Lifecycle toCome(Instant observed) {
    return new Lifecycle(
        "", ExperimentState.NOT_STARTED, NEVER, NEVER, Optional.empty(), false, observed);
  }

  boolean hasStarted() {
    return startedAt.isPresent();
  }

  boolean isRunning() {
    return state == ExperimentState.RUNNING;
  }

  private Optional<Instant> startedBy(Instant at) {
    return startedAt.or(() -> Optional.of(at));
  }

  Lifecycle with(
      String newSalt, ExperimentState now, Optional<Instant> start, Optional<Instant> end) {
    return new Lifecycle(newSalt, now, start, end, shippedGroup, isShippedHere, observedAt);
  }

  /** Once a visitor's event shows that the run is under way, and what its salt is. */
  Lifecycle begun(String newSalt, Instant at) {
    return with(newSalt, ExperimentState.RUNNING, startedBy(at), NEVER);
  }

  Lifecycle shipped(String group, Instant at) {
    Optional<Instant> end = Optional.of(at);
    return new Lifecycle(
        salt, ExperimentState.ENDED, startedAt, end, Optional.of(group), true, observedAt);
  }

  Lifecycle observed(ExperimentSpec spec, Instant at, Instant observed) {
    boolean running = spec.state() == ExperimentState.RUNNING;
    return new Lifecycle(
        spec.salt(),
        spec.state(),
        running ? startedBy(at) : startedAt,
        running || !hasStarted() ? NEVER : endedAt.or(() -> Optional.of(at)),
        spec.shippedGroup(),
        isShippedHere,
        observed);
  }
}
