package dev.buttoncolor.experiment;

import java.util.Optional;

/**
 * Assigns visitors to groups and logs their events to Statsig.
 *
 * <p>Safe for use by many threads. No method fails because Statsig does: without specs every
 * visitor gets an {@link Assignment} with the default values and an exclusion.
 */
public interface Assigner {

  /** The visitor's assignment; logs no exposure. */
  Assignment assign(VisitorId visitor);

  /** The visitor's assignment, logged as an exposure: the visitor is about to see it. */
  Assignment expose(VisitorId visitor);

  void logSignup(VisitorId visitor);

  /** The experiment as the document in force describes it; empty while none is known. */
  Optional<ExperimentSpec> spec();

  /** What a reader of the results should know of the groups, in sentences; empty if nothing. */
  Optional<String> remark();
}
