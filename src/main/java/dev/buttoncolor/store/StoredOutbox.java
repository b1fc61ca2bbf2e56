package dev.buttoncolor.store;

import dev.buttoncolor.experiment.LoggedEvents.LoggedEvent;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.OutboxTable;
import dev.buttoncolor.store.database.OutboxTable.Contents;
import dev.buttoncolor.store.database.OutboxTable.Leased;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox in the store's database, as its forwarder and the thread that writes share it. All
 * changes are made by that thread: one connection writes, and SQLite has no other way.
 */
final class StoredOutbox implements Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(StoredOutbox.class);

  /** How long the database may take to be told, well within a lease. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int DROPPED_AT_ONCE = 1_000;
  private static final long NANOS_BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

  /** A change of the outbox, in a transaction of its own. */
  interface Change {
    void make(OutboxTable table) throws SQLException;
  }

  /** Has the writing thread make changes. */
  interface Changes {
    /** Makes it as soon as possible, unless it has been canceled by then. */
    CompletableFuture<Void> request(Change change);

    /** Commits all that the SDK has logged. */
    boolean commit(Duration atMost);
  }

  private Changes changes; // before any other thread knows this object
  private final String signupEvent;
  private final long maxBytes;
  private final Semaphore news = new Semaphore(0);
  private volatile Contents contents = Contents.NONE;
  private long nextWarning = System.nanoTime();
  private long droppedSinceWarning;

  StoredOutbox(StoreOptions options) {
    signupEvent = options.signupEvent();
    maxBytes = options.outboxMaxBytes();
  }

  void changedBy(Changes writer) {
    changes = writer;
  }

  // What the writing thread does.

  /** What it is known to hold. */
  Contents contents() {
    return contents;
  }

  /**
   * Adds what the SDK has logged, and drops what is too much then.
   *
   * @param signedUpBefore visitors who had signed up before this transaction
   * @return what it holds once that is committed
   */
  Contents add(
      OutboxTable table, List<LoggedEvent> logged, Set<VisitorId> signedUpBefore, Instant now)
      throws SQLException {
    List<LoggedEvent> added = isOverHalfFull() ? withoutRepeats(logged, signedUpBefore) : logged;
    table.add(added, now);
    Contents after = contents.with(added, now); // what others have done is known at each lease
    while (after.bytes() > maxBytes) {
      int dropped = table.dropOldest(DROPPED_AT_ONCE);
      after = table.contents();
      if (dropped == 0) {
        break; // all of it is on its way
      }
    }
    return after;
  }

  private boolean isOverHalfFull() {
    return contents.bytes() > maxBytes / 2;
  }

  /** Without signups of visitors who had signed up before: Statsig counts users, not events. */
  private List<LoggedEvent> withoutRepeats(List<LoggedEvent> logged, Set<VisitorId> before) {
    Set<VisitorId> signedUp = new HashSet<>(before);
    return logged.stream()
        .filter(event -> !event.name().equals(signupEvent) || signedUp.add(event.visitor()))
        .toList();
  }

  /** Takes note of what is committed by now. */
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

  // What the forwarder asks for.

  @Override
  public Optional<Lease> lease() {
    long asked = System.nanoTime();
    long token = ThreadLocalRandom.current().nextLong();
    CompletableFuture<Optional<Leased>> leased = new CompletableFuture<>();
    CompletableFuture<Void> done = changes.request(table -> leased.complete(table.lease(token)));
    try {
      await(done);
    } catch (StoreUnavailableException e) {
      done.cancel(false); // a lease of later would keep the rows from all
      throw e;
    }
    return leased
        .join()
        .map(rows -> new Lease(token, rows.ids(), rows.events(), rows.halvings(), asked));
  }

  @Override
  public void delivered(Lease lease) {
    await(changes.request(table -> table.delete(lease.ids(), lease.token())));
  }

  @Override
  public void release(Lease lease) {
    await(changes.request(table -> table.release(lease.ids(), lease.token())));
  }

  @Override
  public void halve(Lease lease, Duration pause) {
    await(changes.request(table -> table.halve(lease.ids(), lease.token(), pause)));
  }

  @Override
  public void refuse(Lease lease, String why) {
    await(changes.request(table -> table.refuse(lease.ids(), lease.token(), why)));
  }

  private static void await(CompletableFuture<Void> done) {
    try {
      done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StoreUnavailableException("the store was not written in time");
    } catch (ExecutionException e) {
      throw new StoreUnavailableException(e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("the wait for the store was interrupted");
    }
  }

  @Override
  public void await(Duration atMost) throws InterruptedException {
    news.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean commitLogged(Duration atMost) {
    return changes.commit(atMost);
  }

  @Override
  public Status status() {
    Contents now = contents;
    return new Status(
        now.events(), now.bytes(), maxBytes, now.oldest(), now.deadLetters(), now.dropped());
  }
}
