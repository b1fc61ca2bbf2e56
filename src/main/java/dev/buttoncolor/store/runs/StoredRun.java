package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A run and what the store keeps beside it.
 *
 * @param id its key in the database
 * @param observedAt when an instance last heard something new of it
 * @param bucketWidth how long a time bucket is
 * @param groups the groups as last seen, in their order; the shares of the last stretch
 * @param stretches the stretches of constant shares, oldest first
 */
public record StoredRun(
    int id,
    Run run,
    Instant observedAt,
    Duration bucketWidth,
    List<Group> groups,
    List<Shares> stretches) {

  /** Keeps copies. */
  public StoredRun {
    groups = List.copyOf(groups);
    stretches = List.copyOf(stretches);
  }

  /** The number of the stretch that a time lies in, from 1 on; the first one has no beginning. */
  public int stretchAt(Instant time) {
    int stretch = Math.max(1, stretches.size());
    while (stretch > 1 && time.isBefore(stretches.get(stretch - 1).since())) {
      stretch--;
    }
    return stretch;
  }

  /** Whether visitors are counted into it now. */
  public boolean isUnderWay() {
    return run.state() == ExperimentState.RUNNING && run.endedAt().isEmpty();
  }

  /** Whether what happened at this time is too late to be counted. */
  public boolean isOverAt(Instant time) {
    return run.endedAt().filter(time::isAfter).isPresent();
  }

  /** When the bucket opens that a time lies in. */
  public Instant bucketAt(Instant time) {
    long width = bucketWidth.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), width) * width);
  }

  /** This run once a first visitor shows that it is under way, and what its salt is. */
  public StoredRun begun(String salt, Instant at) {
    return with(run.begun(salt, at), observedAt);
  }

  /** The same with something new of it. */
  StoredRun with(Run seen, Instant at) {
    return new StoredRun(id, seen, at, bucketWidth, groups, stretches);
  }
}
