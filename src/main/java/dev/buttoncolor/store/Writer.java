package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: it takes what has gathered in the queue, commits it in one
 * transaction, and answers only then. A transaction that fails is tried again until it succeeds; an
 * event that is itself at fault is dropped and counted.
 */
final class Writer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** How long an exposure waits for others to share its transaction. */
  static final int MAX_LAG_MS = 50;

  private static final int MAX_EVENTS = 2_000;
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final int RETRY_MS = 200;
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);

  /** What an instance saw in a spec document, and when. */
  private record Seen(ExperimentSpec spec, Instant at) {}

  private final Recorder recorder;
  private final EventQueue queue;
  private final Queue<Seen> observations = new ConcurrentLinkedQueue<>();
  private final LastError lastError = new LastError();
  private final Thread thread = new Thread(this::run, "store-writer");

  private volatile boolean urgent;
  private volatile boolean closing;
  private volatile long giveUp; // by the clock of System.nanoTime, once closing
  private boolean unrecordableLogged;

  Writer(Recorder recorder, EventQueue queue) {
    this.recorder = recorder;
    this.queue = queue;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Takes note of a spec document; it is written before any event that comes later. */
  void observe(ExperimentSpec spec, Instant at) {
    observations.add(new Seen(spec, at));
    queue.offer(new Event.Wake());
  }

  /** Asks for a commit soon: a visitor waits for it. */
  void commitSoon() {
    if (!urgent || closing) {
      urgent = true;
      // While nothing can be written, those who wait must not make the retries a busy loop.
      if (!lastError.isPresent() || closing) {
        LockSupport.unpark(thread);
      }
    }
  }

  /** What keeps the last transaction from succeeding. */
  LastError lastError() {
    return lastError;
  }

  private void run() {
    List<Event> events = new ArrayList<>();
    while (!closing || queue.size() > 0) {
      gather(events);
      if (!write(events)) {
        break;
      }
      events.clear();
    }
    write(List.of());
    queue.drainTo(events, EventQueue.CAPACITY);
    long unwritten = events.stream().filter(Event.OfVisitor.class::isInstance).count();
    if (unwritten > 0) {
      LOG.error(
          "The store is closed with {} events unwritten: {}",
          unwritten,
          lastError.message().orElse("there was no time"));
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

  /** Commits the events, however often it takes; false where it had to give up at the close. */
  private boolean write(List<Event> events) {
    while (true) {
      try {
        recorder.connect();
        observe();
        maintain();
        recorder.record(events, lastError.isPresent());
        answerChecks(events);
        lastError.clear();
        return true;
      } catch (StoreException e) {
        lastError.refused(e.getMessage());
      } catch (SQLException e) {
        if (isRefusal(e) && !events.isEmpty()) {
          return writeApart(events, e);
        }
        recorder.recover();
        lastError.failed(recorder.database().describe(e));
      } catch (RuntimeException e) { // a bug must not end this thread
        recorder.recover();
        return writeApart(events, e);
      }
      if (closing && System.nanoTime() - giveUp > 0) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MS));
    }
  }

  /** Whether what was to be written is at fault; then the session is as good as before. */
  private boolean isRefusal(SQLException e) {
    try {
      if (recorder.database().isRefusal(e)) {
        recorder.rollback();
        return true;
      }
    } catch (SQLException lost) {
      e.addSuppressed(lost);
    }
    return false;
  }

  private void observe() throws SQLException {
    for (Seen seen = observations.peek(); seen != null; seen = observations.peek()) {
      try {
        recorder.observe(seen.spec(), seen.at());
      } catch (SQLException e) {
        if (!isRefusal(e)) {
          throw e;
        }
        LOG.error("What a spec document says cannot be recorded: {}", e.toString());
      }
      observations.remove();
    }
  }

  /** What is due beside the events, which it must not stop. */
  private void maintain() throws SQLException {
    recorder.refresh();
    try {
      recorder.lookAtClosedBuckets();
    } catch (RuntimeException e) {
      recorder.rollback();
      LOG.error("The counts cannot be looked at", e);
    }
  }

  private static void answerChecks(List<Event> events) {
    for (Event event : events) {
      if (event instanceof Event.Check check) {
        check.done().complete(true);
      }
    }
  }

  /** Halves the events until the one is found that the database refuses, and does without it. */
  private boolean writeApart(List<Event> events, Exception why) {
    if (events.isEmpty()) {
      LOG.error("The store is not up to date", why);
      return true;
    }
    if (events.size() > 1) {
      int half = events.size() / 2;
      return write(List.copyOf(events.subList(0, half)))
          && write(List.copyOf(events.subList(half, events.size())));
    }
    if (events.get(0) instanceof Event.SignedUp signedUp) {
      signedUp.outcome().complete(SignupOutcome.NOT_RECORDED);
    }
    unrecordable(why instanceof SQLException e ? recorder.database().describe(e) : why.toString());
    return true;
  }

  /** Counts an event that can never be written, and says so once. */
  void unrecordable(String why) {
    recorder.known().exclusions().count(Exclusion.UNRECORDABLE);
    if (!unrecordableLogged) {
      unrecordableLogged = true;
      LOG.error("An event cannot be recorded and is dropped; others will be counted: {}", why);
    }
  }

  @Override
  public void close() {
    giveUp = System.nanoTime() + CLOSE_DEADLINE.toNanos();
    closing = true;
    queue.offer(new Event.Wake()); // a queue that is full needs none: the writer is not waiting
    commitSoon();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
