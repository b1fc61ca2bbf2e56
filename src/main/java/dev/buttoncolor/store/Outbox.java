package dev.buttoncolor.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The events that are on their way to Statsig, a row each, in the store's database. A forwarder
 * leases what is due, posts it, and says what became of it. Any number of instances may do so: a
 * lease keeps the others away for 45 s by the database's clock, and an instance changes only what
 * it still leases.
 *
 * <p>Methods that change rows return once that is committed. They throw {@link
 * StoreUnavailableException} if the database could not be told in time: then the lease runs out,
 * and the rows go out again.
 */
public interface Outbox {

  /**
   * Events that this instance alone sends until the lease ends.
   *
   * @param token tells this lease from all others
   * @param ids of the rows, in the order of the events
   * @param events the JSON of each, oldest first
   * @param halvings how often these were halved out of a batch that failed
   * @param leasedAtNanos when the lease was asked for, by {@link System#nanoTime}
   */
  record Lease(long token, List<Long> ids, List<String> events, int halvings, long leasedAtNanos) {}

  /**
   * The oldest events that are due and were halved equally often, at most 1,000 &gt;&gt; halvings;
   * empty if none is due.
   */
  Optional<Lease> lease();

  /** Statsig has them: the rows are deleted. */
  void delivered(Lease lease);

  /** An outage: due again at once, for the instance that leases first. */
  void release(Lease lease);

  /** They fail while others pass: due again after the pause, halved once more. */
  void halve(Lease lease, Duration pause);

  /** Statsig refuses these for good: they become dead letters. */
  void refuse(Lease lease, String why);

  /** Waits until something may be due, at most this long. */
  void await(Duration atMost) throws InterruptedException;

  /**
   * Commits all that was logged before the call, so that a last pass finds it.
   *
   * @return false if that took too long
   */
  boolean commitLogged(Duration atMost);

  /** What the outbox holds, from memory: as old as the last change by this instance or lease. */
  Status status();

  /**
   * What the outbox holds, all instances together.
   *
   * @param waiting events that are not with Statsig yet
   * @param bytes what these and the dead letters take
   * @param maxBytes how much that may be; then the oldest are dropped, dead letters first
   * @param oldest when the event that waits longest was logged; empty if none waits
   * @param deadLetters events that Statsig refuses
   * @param dropped events that were dropped since the store was made
   */
  record Status(
      long waiting,
      long bytes,
      long maxBytes,
      Optional<Instant> oldest,
      long deadLetters,
      long dropped) {}
}
