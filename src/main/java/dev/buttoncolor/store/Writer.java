package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.LoggedEvents.LoggedEvent;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: it takes what has gathered in the queue, then what the SDK has logged
 * of it, commits both in one transaction, and answers only then. A transaction that fails is tried
 * again until it succeeds; an event that is itself at fault is dropped and counted.
 */
final class Writer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** How long an exposure waits for others to share its transaction. */
  static final int MAX_LAG_MS = 50;

  private static final int MAX_EVENTS = 2_000;
  private static final int IDLE_MS = 500;
  private static final int RETRY_MS = 200;

  /** What a close takes at most: half of it to try again, half for a statement that hangs. */
  private static final Duration CLOSING = Duration.ofMillis(3_500);

  /** What is left of it if the parts that were stopped before have waited for the database. */
  private static final Duration LAST_CHANCE = Duration.ofMillis(500);

  /**
   * What one transaction writes.
   *
   * @param logged all that the SDK has logged of these events, or more
   */
  record Work(List<Event> events, List<LoggedEvent> logged) {

    private static final Work NOTHING = new Work(List.of(), List.of());

    private int size() {
      return events.size() + logged.size();
    }

    /** What is for Statsig comes first: the store never has an event that the outbox has not. */
    private List<Work> halves() {
      if (!events.isEmpty() && !logged.isEmpty()) {
        return List.of(new Work(List.of(), logged), new Work(events, List.of()));
      }
      int half = events.size() / 2;
      int halfLogged = logged.size() / 2;
      return List.of(
          new Work(events.subList(0, half), logged.subList(0, halfLogged)),
          new Work(events.subList(half, events.size()), logged.subList(halfLogged, logged.size())));
    }
  }

  interface Change<T> {
    T make() throws SQLException;
  }

  private record Request<T>(Change<T> change, CompletableFuture<T> done) {

    void make() throws SQLException {
      if (!done.isDone()) {
        done.complete(change.make());
      }
    }
  }

  /**
   * Why the last transaction did not succeed.
   *
   * @param isOwn whether it is this instance that cannot write, and others perhaps can
   */
  record Failure(String why, boolean isOwn) {}

  private final Database database;
  private final Recorder recorder;
  private final LoggedEvents loggedEvents;
  private final Semaphore places;
  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(); // bounded by the places
  private final Queue<Request<?>> requests = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "store-writer");

  private volatile boolean urgent;
  private volatile boolean closing;
  private volatile long giveUp; // by the clock of System.nanoTime, once closing
  private volatile long begun = System.nanoTime(); // what is being written
  private volatile Failure failure; // null while all is well
  private boolean unrecordableLogged;

  Writer(Database database, Recorder recorder, LoggedEvents loggedEvents, Semaphore places) {
    this.database = database;
    this.recorder = recorder;
    this.loggedEvents = loggedEvents;
    this.places = places;
    thread.setDaemon(true);
  }

  void start() throws StoreException {
    try {
      recorder.connect();
    } catch (SQLException e) {
      if (!database.isShared()) {
        throw new StoreException(database, e);
      }
      failed(e);
    }
    thread.start();
  }

  void put(Event event) {
    queue.add(event);
  }

  void commitSoon() {
    boolean isNew = !urgent;
    urgent = true;
    // While nothing can be written, those who wait must not make the retries a busy loop.
    if (closing || (isNew && failure == null)) {
      LockSupport.unpark(thread);
    }
  }

  /** Commits all that came before, and all that the SDK has logged; false if that took too long. */
  boolean commit(Duration atMost) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    put(new Event.Check(done));
    commitSoon();
    return done.completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  <T> CompletableFuture<T> changeOutbox(Outbox.Change<T> change) {
    CompletableFuture<T> done = request(() -> recorder.change(change));
    commitSoon();
    return done;
  }

  /** Makes a change before any event that comes later, unless the future is canceled by then. */
  <T> CompletableFuture<T> request(Change<T> change) {
    CompletableFuture<T> done = new CompletableFuture<>();
    requests.add(new Request<>(change, done));
    put(new Event.Wake());
    return done;
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    List<Event> events = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      gather(events);
      begun = System.nanoTime();
      if (!write(events)) {
        break;
      }
      events.clear();
    }
    write(Work.NOTHING);
    queue.drainTo(events);
    int unwritten = inPlaces(events);
    if (unwritten > 0) {
      LOG.error(
          "The store is closed with {} events unwritten: {}",
          unwritten,
          failure().map(Failure::why).orElse("there was no time"));
    }
    recorder.close();
  }

  private static int inPlaces(List<Event> events) {
    return (int) events.stream().filter(Event.InPlace.class::isInstance).count();
  }

  /**
   * Waits for an event, then, if no visitor waits, a little for others to share its transaction.
   * Events that come during a commit share the next one anyway.
   */
  private void gather(List<Event> events) {
    try {
      Event first = queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
      if (first != null) {
        events.add(first);
        if (!urgent && !closing && queue.size() < MAX_EVENTS) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MAX_LAG_MS));
        }
        urgent = false;
        queue.drainTo(events, MAX_EVENTS - 1);
      }
    } catch (InterruptedException e) {
      giveUp = System.nanoTime(); // nothing of ours interrupts this thread
      closing = true;
    }
  }

  /** Commits the events and what the SDK has logged of them. */
  private boolean write(List<Event> events) {
    if (events.stream().allMatch(Event.Wake.class::isInstance)) { // so the SDK has logged nothing
      return write(Work.NOTHING);
    }
    do {
      try {
        return write(new Work(events, loggedEvents.collect()));
      } catch (RuntimeException e) { // a bug must not end this thread
        failed("What Statsig's SDK has logged cannot be read: " + e, true);
      }
    } while (mayTryAgain());
    return false;
  }

  /** Waits a little; false if it is time to give up. */
  private boolean mayTryAgain() {
    if (closing && System.nanoTime() - giveUp > 0) {
      return false;
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MS));
    return true;
  }

  /** However often it takes; false if it had to give up at the close. */
  private boolean write(Work work) {
    Work left = work;
    do {
      try {
        recorder.connect();
        if (!makeRequests()) {
          continue; // after a pause
        }
        recorder.maintain();
        boolean isCheck = left.events.stream().anyMatch(Event.Check.class::isInstance);
        Batch committed = recorder.record(left, failure != null || isCheck);
        end(left);
        left = Work.NOTHING;
        if (failure != null) {
          LOG.info("The store takes writes again");
          failure = null;
        }
        committed.answer();
        return true;
      } catch (StoreException e) {
        failed(e.getMessage(), true);
      } catch (SQLException e) {
        if (recorder.recover(e) && left.size() > 0) {
          return writeApart(left, e);
        }
        failed(e);
      } catch (RuntimeException e) { // a bug must not end this thread
        recorder.recover(e);
        return writeApart(left, e);
      }
    } while (mayTryAgain());
    return false;
  }

  /** False if the database does not take them now. */
  private boolean makeRequests() {
    for (Request<?> next = requests.peek(); next != null; next = requests.peek()) {
      try {
        next.make();
      } catch (SQLException e) {
        if (!recorder.recover(e)) {
          failed(e);
          return false;
        }
        LOG.error("The database rejects a change of runs or outbox: {}", database.describe(e));
        next.done().completeExceptionally(e);
      }
      requests.remove();
    }
    return true;
  }

  /** What is committed, or never will be, makes room. */
  private void end(Work work) {
    loggedEvents.committed(work.logged.size());
    places.release(inPlaces(work.events));
  }

  private void failed(SQLException e) {
    failed(database.describe(e), !database.isShared());
  }

  private void failed(String why, boolean isOwn) {
    if (failure == null || !failure.why().equals(why)) {
      LOG.error("The store does not take a write, which is tried again: {}", why);
    }
    failure = new Failure(why, isOwn);
  }

  /** Halves the work until the part is found that the database refuses, and does without it. */
  private boolean writeApart(Work work, Exception why) {
    if (work.size() == 0) {
      LOG.error("The store is not up to date", why);
      return true;
    }
    if (work.size() > 1) {
      return work.halves().stream().allMatch(this::write);
    }
    // If its other half went before, this is the one case in which only Statsig has an event.
    if (!work.events.isEmpty() && work.events.get(0) instanceof Event.SignedUp signedUp) {
      signedUp.outcome().complete(SignupOutcome.NOT_TAKEN);
    }
    unrecordable(why instanceof SQLException e ? database.describe(e) : why.toString());
    end(work);
    return true;
  }

  private void unrecordable(String why) {
    recorder.uncommitted.exclude(Exclusion.UNRECORDABLE);
    if (!unrecordableLogged) {
      unrecordableLogged = true;
      LOG.error(
          "Dropped an event that the database rejects: {}. Further ones are counted, not logged.",
          why);
    }
  }

  @Override
  public void close() {
    Duration hanging = Duration.ofNanos(database.isShared() ? System.nanoTime() - begun : 0);
    Duration patience = Collections.max(List.of(CLOSING.minus(hanging), LAST_CHANCE));
    giveUp = System.nanoTime() + patience.dividedBy(2).toNanos();
    closing = true;
    put(new Event.Wake());
    commitSoon();
    try {
      thread.join(patience.toMillis());
      if (thread.isAlive()) {
        LOG.error(
            "The store is closed with {} events unwritten: the database does not answer",
            EventStore.CAPACITY - places.availablePermits());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
