package dev.buttoncolor.experiment;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The running experiment: assigns visitors to groups and logs their events.
 *
 * <p>Safe for use by many threads. No method fails because Statsig does: without specs everybody
 * gets an {@link Assignment} without a group.
 */
public interface Experiment {

  /** The visitor's assignment, evaluated without logging an exposure. */
  Assignment assign(VisitorId visitor);

  /** The visitor's assignment, logged as an exposure: they are about to see it. */
  Assignment expose(VisitorId visitor);

  /**
   * Logs the signup event under the visitor's id.
   *
   * @return what became of it, once it is written down or that has taken too long; never fails.
   *     What depends on it must be quick, or be done by another thread: other signups wait.
   */
  CompletableFuture<SignupOutcome> signUp(VisitorId visitor);

  /** The groups in the order of the spec, the first being the control; empty without specs. */
  List<Group> groups();
}
