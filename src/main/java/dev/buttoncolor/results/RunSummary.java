package dev.buttoncolor.results;

import dev.buttoncolor.store.runs.Run;
import java.time.Instant;
import java.util.Optional;

/** Where a run is in its life. */
public record RunSummary(
    int run,
    State state,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> shippedGroup) {

  /** The last one: it has not ended, and the specs in force do not have the experiment. */
  public enum State {
    NOT_STARTED,
    RUNNING,
    ENDED,
    ABANDONED,
    NOT_IN_SPECS
  }

  static RunSummary of(Run run, boolean inSpecs) {
    State state = State.valueOf(run.state().name());
    boolean isOpen = state == State.NOT_STARTED || state == State.RUNNING;
    return new RunSummary(
        run.number(),
        isOpen && !inSpecs ? State.NOT_IN_SPECS : state,
        run.startedAt(),
        run.endedAt(),
        run.shippedGroup());
  }
}
