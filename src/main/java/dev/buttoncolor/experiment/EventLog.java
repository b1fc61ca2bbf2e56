package dev.buttoncolor.experiment;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Records what visitors do. Safe for use by many threads; no method blocks. */
public interface EventLog {

  /**
   * Records that the visitor saw the group's button.
   *
   * @param run the salt of the document that assigned the group
   * @param at when the visitor saw it
   * @return false where too many events wait and this one was dropped
   */
  boolean expose(VisitorId visitor, String group, String run, Instant at);

  /**
   * Records that the visitor signed up.
   *
   * @param run the salt of the document in force
   * @param at when the visitor signed up
   * @return what became of it, once it is committed or that has taken too long; never fails. What
   *     depends on it must be quick, or be done by another thread: other signups wait
   */
  CompletableFuture<SignupOutcome> signUp(VisitorId visitor, String run, Instant at);

  /** Counts something that was served and enters no rate. */
  void exclude(Exclusion kind);
}
