package dev.buttoncolor.experiment;

import java.util.List;

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
   * @return whether the signup counts as a conversion: the visitor was exposed before
   * @throws SignupNotRecordedException where it could not be written down in time
   */
  boolean signUp(VisitorId visitor);

  /** The groups in the order of the spec, the first being the control; empty without specs. */
  List<Group> groups();
}
