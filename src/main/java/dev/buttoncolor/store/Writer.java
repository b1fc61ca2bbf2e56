package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.LoggedEvents.LoggedEvent;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final int RETRY_MS = 200;

  /** What a close takes at most: half of it to try again, half for a statement that hangs. */
  private static final Duration CLOSING = Duration.ofMillis(3_500);

  /** What is left of it if the parts that were stopped before have waited for the database. */
  private static final Duration LAST_CHANCE = Duration.ofMillis(500);

  private static final Work NOTHING = new Work(List.of(), List.of());

  /** What another thread asks for, in a transaction of its own. */
  private record Request<T>(Change<T> change, CompletableFuture<T> done) {

    private interface Change<T> {
      T make() throws SQLException;
    }

    void make() throws SQLException {
      if (!done.isDone()) {
        done.complete(change.make());
      }
    }
  }

  /**
   * What keeps the last transaction from succeeding.
   *
   * @param isOwn whether it is this instance that cannot write, and others perhaps can
   */
  record Failure(String why, boolean isOwn) {}

  private final Database database;
  private final Recorder recorder;
  private final EventQueue queue;
  private final Uncommitted uncommitted;
  private final LoggedEvents loggedEvents;
  private final Queue<Request<?>> beforeEvents = new ConcurrentLinkedQueue<>();
  private final Queue<Request<?>> afterEvents = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "store-writer");

  private volatile boolean urgent;
  private volatile boolean closing;
  private volatile long giveUp; // by the clock of System.nanoTime, once closing
  private volatile long begun = System.nanoTime(); // what is being written
  private volatile Failure failure; // null while all is well
  private boolean unrecordableLogged;

  Writer(
      Database database,
      Recorder recorder,
      EventQueue queue,
      Uncommitted uncommitted,
      LoggedEvents loggedEvents) {
    this.database = database;
    this.recorder = recorder;
    this.queue = queue;
    this.uncommitted = uncommitted;
    this.loggedEvents = loggedEvents;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Takes note of a spec document; it is written before any event that comes later. */
  void observe(ExperimentSpec spec, Instant at) {
    request(beforeEvents, () -> recorder.observe(spec, at))
        .exceptionally(
            e -> {
              LOG.error("What a spec document says cannot be recorded: {}", e.toString());
              return null;
            });
  }

  /** Asks for a commit soon: a visitor waits for it. */
  void commitSoon() {
    if (!urgent || closing) {
      urgent = true;
      // While nothing can be written, those who wait must not make the retries a busy loop.
      if (failure == null || closing) {
        LockSupport.unpark(thread);
      }
    }
  }

  /**
   * Commits all that came before, and all that the SDK has logged.
   *
   * @return false if that took too long
   */
  boolean commit(Duration atMost) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    queue.put(new Event.Check(done));
    commitSoon();
    try {
      return done.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Changes the outbox as soon as possible, unless the future has been canceled by then. */
  <T> CompletableFuture<T> request(Outbox.Change<T> change) {
    CompletableFuture<T> done = request(afterEvents, () -> recorder.change(change));
    commitSoon();
    return done;
  }

  private <T> CompletableFuture<T> request(Queue<Request<?>> requests, Request.Change<T> change) {
    CompletableFuture<T> done = new CompletableFuture<>();
    requests.add(new Request<>(change, done));
    queue.put(new Event.Wake());
    return done;
  }

  /** What keeps the last transaction from succeeding; empty while all is well. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    List<Event> events = new ArrayList<>();
    while (!closing || queue.size() > 0) {
      gather(events);
      begun = System.nanoTime();
      if (!write(events)) {
        break;
      }
      events.clear();
    }
    write(List.of());
    queue.drainTo(events, Integer.MAX_VALUE);
    long unwritten = events.stream().filter(Event.InPlace.class::isInstance).count();
    if (unwritten > 0) {
      LOG.error(
          "The store is closed with {} events unwritten: {}",
          unwritten,
          failure().map(Failure::why).orElse("there was no time"));
    }
    recorder.close();
  }

  /**
   * Waits for an event, then, if no visitor waits, a little for others to share its transaction.
   * Events that come during a commit share the next one anyway.
   */
  private void gather(List<Event> events) {
    try {
      Event first = queue.poll(IDLE);
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

  /** Commits the events, however often it takes; false if it had to give up at the close. */
  private boolean write(List<Event> events) {
    boolean mayBeLogged =
        events.stream().anyMatch(e -> e instanceof Event.InPlace || e instanceof Event.Check);
    Optional<List<LoggedEvent>> logged = mayBeLogged ? collect() : Optional.of(List.of());
    return logged.isPresent() && write(new Work(events, logged.get()));
  }

  /** What the SDK has logged of the events that were taken before, and perhaps of later ones. */
  private Optional<List<LoggedEvent>> collect() {
    do {
      try {
        return Optional.of(loggedEvents.collect());
      } catch (TimeoutException e) {
        failed("Statsig's SDK does not hand over its events within a second", true);
      } catch (RuntimeException e) { // a bug must not end this thread
        failed("Statsig's SDK does not hand over its events: " + e, true);
      }
    } while (mayTryAgain());
    return Optional.empty();
  }

  /** Waits a little; false if it is time to give up. */
  private boolean mayTryAgain() {
    if (closing && System.nanoTime() - giveUp > 0) {
      return false;
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MS));
    return true;
  }

  private boolean write(Work work) {
    Work left = work;
    do {
      try {
        recorder.connect();
        makeChanges(beforeEvents);
        recorder.maintain();
        Batch committed = recorder.record(left, failure != null || hasCheck(left));
        end(left);
        left = NOTHING;
        succeeded();
        committed.answer();
        makeChanges(afterEvents);
        return true;
      } catch (StoreException e) {
        failed(e.getMessage(), true);
      } catch (SQLException e) {
        if (isRefusal(e) && !left.isEmpty()) {
          return writeApart(left, e);
        }
        recorder.recover();
        failed(database.describe(e), !database.isShared());
      } catch (RuntimeException e) { // a bug must not end this thread
        recorder.recover();
        return writeApart(left, e);
      }
    } while (mayTryAgain());
    return false;
  }

  private static boolean hasCheck(Work work) {
    return work.events().stream().anyMatch(Event.Check.class::isInstance);
  }

  /** What is committed, or never will be, makes room. */
  private void end(Work work) {
    loggedEvents.committed(work.logged().size());
    queue.release((int) work.events().stream().filter(Event.InPlace.class::isInstance).count());
  }

  /** To be tried again. */
  void failed(String why, boolean isOwn) {
    if (failure == null || !failure.why().equals(why)) {
      LOG.error("The store does not take a write, which is tried again: {}", why);
    }
    failure = new Failure(why, isOwn);
  }

  private void succeeded() {
    if (failure != null) {
      LOG.info("The store takes writes again");
      failure = null;
    }
  }

  /** Whether what was to be written is at fault; then the session is as good as before. */
  private boolean isRefusal(SQLException e) {
    try {
      if (database.isRefusal(e)) {
        recorder.rollback();
        return true;
      }
    } catch (SQLException lost) {
      e.addSuppressed(lost);
    }
    return false;
  }

  private void makeChanges(Queue<Request<?>> requests) throws SQLException {
    for (Request<?> next = requests.peek(); next != null; next = requests.peek()) {
      try {
        next.make();
      } catch (SQLException e) {
        if (!isRefusal(e)) {
          throw e;
        }
        next.done().completeExceptionally(e);
      }
      requests.remove();
    }
  }

  /** Halves the work until the part is found that the database refuses, and does without it. */
  private boolean writeApart(Work work, Exception why) {
    if (work.isEmpty()) {
      LOG.error("The store is not up to date", why);
      return true;
    }
    if (!work.isOne()) {
      return work.halves().stream().allMatch(this::write);
    }
    // If its other half went before, this is the one case in which only Statsig has an event.
    if (!work.events().isEmpty() && work.events().get(0) instanceof Event.SignedUp signedUp) {
      signedUp.outcome().complete(SignupOutcome.NOT_TAKEN);
    }
    unrecordable(why instanceof SQLException e ? database.describe(e) : why.toString());
    end(work);
    return true;
  }

  /** Counts an event that can never be written, and says so once. */
  void unrecordable(String why) {
    uncommitted.exclude(Exclusion.UNRECORDABLE);
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
    queue.put(new Event.Wake());
    commitSoon();
    try {
      thread.join(patience.toMillis());
      if (thread.isAlive()) {
        LOG.error(
            "The store is closed with {} events unwritten: the database does not answer",
            queue.taken());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
