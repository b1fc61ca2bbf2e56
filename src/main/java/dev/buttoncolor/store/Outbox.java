package dev.buttoncolor.store;

import dev.buttoncolor.experiment.LoggedEvents.LoggedEvent;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.OutboxTable;
import dev.buttoncolor.store.database.OutboxTable.Contents;
import dev.buttoncolor.store.database.OutboxTable.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that are on their way to Statsig. A forwarder leases what is due, posts it, and says
 * what became of it. Any number of instances may do so: a lease keeps the others away by the
 * database's clock, and an instance changes only what it still leases.
 *
 * <p>All changes are made by the thread that writes the store, since SQLite has no other way.
 * Methods that ask for one return once it is committed. They throw {@link IllegalStateException} if
 * the database could not be told in time: then the lease runs out, and the rows go out again.
 */
public final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** Well within a lease. */
  private static final int PATIENCE_S = 3;

  private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

  interface Change<T> {
    T make(OutboxTable table) throws SQLException;
  }

  private Writer writer; // set before any other thread knows this object
  private final String signupEvent;
  private final long maxBytes;
  private final Semaphore news = new Semaphore(0);
  private volatile Contents contents = Contents.NONE;
  private long nextWarning = System.nanoTime();
  private long droppedSinceWarning;

  Outbox(StoreOptions options) {
    signupEvent = options.signupEvent();
    maxBytes = options.outboxMaxBytes();
  }

  void changedBy(Writer thread) {
    writer = thread;
  }

  /** From memory: as of the last change by this instance. */
  public Contents contents() {
    return contents;
  }

  /** The oldest events that are due and may go together; empty if none is due. */
  public Optional<Lease> lease() {
    CompletableFuture<Optional<Lease>> leased = writer.changeOutbox(OutboxTable::lease);
    try {
      return await(leased);
    } finally {
      leased.cancel(false); // granted later, it would keep the rows from all instances
    }
  }

  /** Statsig has them: the rows are deleted. */
  public void delivered(Lease lease) {
    await(writer.changeOutbox(table -> table.delete(lease)));
  }

  /** An outage: due again at once, for the instance that leases first. */
  public void release(Lease lease) {
    await(writer.changeOutbox(table -> table.release(lease)));
  }

  /** They fail while others pass: due again after the pause, in halves. */
  public void halve(Lease lease, Duration pause) {
    await(writer.changeOutbox(table -> table.halve(lease, pause)));
  }

  /** Statsig refuses these for good: they become dead letters. */
  public void refuse(Lease lease, String why) {
    await(writer.changeOutbox(table -> table.refuse(lease, why)));
  }

  private static <T> T await(CompletableFuture<T> done) {
    try { // over a copy: what takes longer than this is still made
      return done.copy().orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      boolean isLate = e.getCause() instanceof TimeoutException;
      String why = isLate ? "the store was not written in time" : e.getCause().getMessage();
      throw new IllegalStateException(why, e);
    }
  }

  /** Waits until something may be due, at most this long. */
  public void await(Duration atMost) throws InterruptedException {
    news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void wake() {
    news.release();
  }

  /** Commits all that was logged, so that a last pass finds it; false if that took too long. */
  public boolean commitLogged(Duration atMost) {
    return writer.commit(atMost);
  }

  /** Adds what was logged, and drops what is too much; what it then holds, once committed. */
  Contents add(
      OutboxTable table, List<LoggedEvent> logged, Set<VisitorId> signedUpBefore, Instant now)
      throws SQLException {
    if (logged.isEmpty()) {
      return contents;
    }
    boolean isOverHalfFull = contents.bytes() > maxBytes / 2;
    List<LoggedEvent> added = isOverHalfFull ? withoutRepeats(logged, signedUpBefore) : logged;
    long bytes = table.add(added, now);
    // What others have done is known at each lease, and must be before anything is dropped.
    boolean isRoom = contents.bytes() + bytes <= maxBytes;
    Contents after = isRoom ? contents.with(added.size(), bytes, now) : table.contents();
    while (after.bytes() > maxBytes // and something is not on its way
        && table.dropOldest(after.bytes() - maxBytes) > 0) {
      after = table.contents();
    }
    return after;
  }

  /** Without signups of visitors who had signed up before: Statsig counts users, not events. */
  private List<LoggedEvent> withoutRepeats(List<LoggedEvent> logged, Set<VisitorId> before) {
    Set<VisitorId> signedUp = new HashSet<>(before);
    return logged.stream()
        .filter(event -> !event.name().equals(signupEvent) || signedUp.add(event.visitor()))
        .toList();
  }

  void committed(Contents now) {
    boolean more = now.events() > contents.events();
    warnOfDrops(now.dropped() - contents.dropped());
    contents = now;
    if (more && news.availablePermits() == 0) {
      news.release();
    }
  }

  /** On PostgreSQL every instance says so, whichever had to drop them. */
  private void warnOfDrops(long dropped) {
    droppedSinceWarning += contents == Contents.NONE ? 0 : dropped;
    if (droppedSinceWarning > 0 && System.nanoTime() - nextWarning > 0) {
      LOG.error(
          "EVENTS LOST: the outbox is full, and its {} oldest events were dropped",
          droppedSinceWarning);
      droppedSinceWarning = 0;
      nextWarning = System.nanoTime() + NANOS_BETWEEN_WARNINGS;
    }
  }
}
