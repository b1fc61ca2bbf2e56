package dev.buttoncolor.experiment;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Records what visitors do. Safe for use by many threads; no method blocks. */
public interface EventLog {

  /**
   * A place among the events that may wait, to be taken before the SDK logs anything: so both know
   * of an event, or none does. Empty if too many wait, which is counted as dropped.
   */
  Optional<Place> reserve();

  /** Counts something that was served and enters no rate. */
  void exclude(Exclusion kind);

  /**
   * A place for one event. At most one of the methods that record something is called, by one
   * thread, after the SDK has logged the event. The place is given back once the event is
   * committed.
   */
  interface Place extends AutoCloseable {

    /** The visitor saw the button of the group that a document with this split assigned. */
    void exposed(VisitorId visitor, String group, Split split, Instant at);

    /**
     * The visitor signed up.
     *
     * @param run the salt of the document in force
     * @return what became of it, once it is committed or that has taken too long; never fails. What
     *     depends on it must be quick, or be done by another thread: other signups wait
     */
    CompletableFuture<SignupOutcome> signedUp(VisitorId visitor, String run, Instant at);

    /** The same for Statsig alone, since the experiment is not running. */
    CompletableFuture<SignupOutcome> signedUpUncounted();

    /** If nothing was recorded: what the SDK has logged all the same is committed. */
    @Override
    void close();
  }
}
