package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import java.util.List;

/**
 * An experiment that also writes down who saw what and who signed up, so that the results can be
 * read without Statsig. A visitor who comes back within seconds keeps what they got: nothing new
 * would be evaluated or written.
 */
public final class RecordingExperiment implements Experiment {

  private final Experiment experiment;
  private final EventStore store;
  private final RecentAssignments recent = new RecentAssignments();

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
    return recent.find(visitor).orElseGet(() -> exposeAnew(visitor));
  }

  private Assignment exposeAnew(VisitorId visitor) {
    Assignment assignment = experiment.expose(visitor);
    if (assignment.group().isEmpty()) {
      store.count(NotCounted.FALLBACK);
    } else if (store.expose(visitor, assignment.group().get())) {
      recent.add(visitor, assignment);
    }
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
