package dev.buttoncolor.experiment;

import java.util.Optional;

/** Where an experiment is in its life, as Statsig's console tells it. */
public enum ExperimentState {
  /** Set up and not started: every visitor gets the default values. */
  NOT_STARTED,
  RUNNING,
  /** A group was shipped: every visitor gets its values, and the counts stay as they are. */
  ENDED,
  /** Given up without a decision; a new start assigns the visitors anew. */
  ABANDONED;

  /** Why nothing is counted in this state; empty if it is. */
  public Optional<Exclusion> exclusion() {
    return this == RUNNING ? Optional.empty() : Optional.of(Exclusion.valueOf(name()));
  }
}
