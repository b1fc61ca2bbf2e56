package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Recent;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An experiment that also writes down who saw what and who signed up, so that the results can be
 * read without Statsig. A visitor who comes back within seconds keeps what they got: nothing new
 * would be evaluated or written.
 */
public final class RecordingExperiment implements Experiment {

  /** As often as the SDK asks for new specs; it logs nobody's exposure twice in a minute anyway. */
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  /** Some 3 MB when every place is taken. */
  private static final int PLACES = 1 << 14;

  private final Experiment experiment;
  private final EventStore store;
  private final Recent<VisitorId, Assignment> written = new Recent<>(PLACES, REMEMBERED);

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
    return written.find(visitor).orElseGet(() -> exposeAnew(visitor));
  }

  private Assignment exposeAnew(VisitorId visitor) {
    Assignment assignment = experiment.expose(visitor);
    if (assignment.group().isEmpty()) {
      store.count(NotCounted.FALLBACK);
    } else if (store.expose(visitor, assignment.group().get())) {
      written.add(visitor, assignment);
    }
    return assignment;
  }

  @Override
  public CompletableFuture<SignupOutcome> signUp(VisitorId visitor) {
    // In this order, so that Statsig hears of it whatever the disk does.
    return experiment.signUp(visitor).thenCompose(logged -> store.signUp(visitor));
  }

  @Override
  public List<Group> groups() {
    return experiment.groups();
  }
}
