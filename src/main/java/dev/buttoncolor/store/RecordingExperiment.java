package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import java.util.List;

/**
 * An experiment that also writes down who saw what and who signed up, so that the results can be
 * read without Statsig.
 */
public final class RecordingExperiment implements Experiment {

  private final Experiment experiment;
  private final EventStore store;

  /**
   * @param experiment assigns the groups and logs the events
   * @param store where they are written down
   */
  public RecordingExperiment(Experiment experiment, EventStore store) {
    this.experiment = experiment;
    this.store = store;
  }

  @Override
  public Assignment assign(VisitorId visitor) {
    return experiment.assign(visitor);
  }

  @Override
  public Assignment expose(VisitorId visitor) {
    Assignment assignment = experiment.expose(visitor);
    assignment
        .group()
        .ifPresentOrElse(
            group -> store.expose(visitor, group), () -> store.count(NotCounted.FALLBACK));
    return assignment;
  }

  @Override
  public boolean signUp(VisitorId visitor) {
    experiment.signUp(visitor); // first, so that Statsig hears of it whatever the disk does
    return store.signUp(visitor);
  }

  @Override
  public List<Group> groups() {
    return experiment.groups();
  }
}
