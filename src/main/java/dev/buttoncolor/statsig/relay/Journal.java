package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.sqlite.UnusableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk what the SDK has logged and not posted yet: the SDK holds an event in memory
 * for up to a minute, and a killed process would take it along.
 *
 * <ul>
 *   <li>An event is written down as it is logged, and struck out once a batch with it is in the
 *       outbox; {@link JournaledEvents} says which event strikes out which.
 *   <li>What a start finds from the life before goes into the outbox, each event with its own time.
 *       It reaches Statsig twice where the kill came between the outbox and the striking out.
 *   <li>What has not passed after five minutes the SDK has lost, and it goes into the outbox, too.
 *   <li>Bounded: at most {@link #MAX_BYTES} of events are written down, and about {@value
 *       #MAX_NOTES} wait to be. What is beyond that, oldest first, is logged by the SDK as ever,
 *       but not protected from a kill; it is counted, and the log says so. So is what comes while
 *       the file cannot be written, which is tried once a second; a signup is then refused.
 * </ul>
 *
 * <p>Safe for use by many threads. A thread that logs a signup writes it down itself, with all that
 * came before it, and with what comes while it writes: handing it to another thread would cost two
 * switches of threads, more than the writing. While the disk hangs, one thread hangs with it, and
 * the others pass by.
 */
public final class Journal {
  static final int MAX_NOTES = 50_000;

  /** Of their JSON, which is in memory, too: an eighth of the heap, or 32 MB of a large one. */
  static final long MAX_BYTES = Math.min(Runtime.getRuntime().maxMemory() / 8, 32L * 1024 * 1024);

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /** How long an exposure may wait for company before it is written down. */
  static final Duration EXPOSURE_LAG = Duration.ofMillis(50);

  /** A thread that logged a signup writes so many groups at most: its own visitor waits, too. */
  private static final int MAX_GROUPS = 8;

  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);
  private static final Duration TO_CLOSE = Duration.ofSeconds(2);

  private final BlockingQueue<JournalNote> notes = new LinkedBlockingQueue<>();
  private final InstantSource clock;
  private final Unprotected unprotected;
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(1, Journal::thread, new DiscardPolicy());
  private final AtomicBoolean flushIsDue = new AtomicBoolean();
  private volatile Optional<String> lastError = Optional.empty();
  private volatile int waiting;
  private volatile boolean closed;

  /** Held by the thread that writes; all below belongs to that one. */
  private final ReentrantLock writing = new ReentrantLock();

  private final JournalWriter writer;
  private boolean ended;
  private Instant nextSweep;

  private Journal(JournalWriter writer, Unprotected unprotected, InstantSource clock) {
    this.writer = writer;
    this.unprotected = unprotected;
    this.clock = clock;
    this.nextSweep = clock.instant().plus(BETWEEN_SWEEPS);
  }

  /**
   * Opens the file, or makes it, and puts what the life before left in it into the outbox.
   *
   * @param environment the SDK's environment, which its events carry
   * @param arrival is run when something came into the outbox
   * @throws UnusableFileException where the file is none of a journal; it was left as it is
   */
  static Journal start(
      Path file, Outbox outbox, Optional<String> environment, Runnable arrival, InstantSource clock)
      throws IOException, UnusableFileException {
    Unprotected unprotected = new Unprotected(clock);
    JournalWriter writer =
        new JournalWriter(JournalFile.open(file), outbox, arrival, environment, clock, unprotected);
    Journal journal = new Journal(writer, unprotected, clock);
    writer.read();
    if (writer.size() > 0) {
      LOG.info("{} events of the life before were not posted; they go out now", writer.size());
      journal.attempt(writer::replayAll);
    }
    journal.timer.scheduleWithFixedDelay(
        journal::writeDown,
        BETWEEN_SWEEPS.toMillis(),
        BETWEEN_SWEEPS.toMillis(),
        TimeUnit.MILLISECONDS);
    return journal;
  }

  /**
   * Writes down an exposure, with the present time: before the next signup, or within {@link
   * #EXPOSURE_LAG}. Call it right after the SDK logged it.
   */
  public void exposure(Exposure exposure) {
    if (!note(new JournalNote.Exposed(exposure, clock.instant()))) {
      unprotected.add(1);
    }
    if (flushIsDue.compareAndSet(false, true)) {
      timer.schedule(this::writeExposures, EXPOSURE_LAG.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void writeExposures() {
    flushIsDue.set(false);
    writeDown();
  }

  /**
   * Writes down a signup, with the present time. Call it right before the SDK logs it.
   *
   * @return done once the signup, and every exposure before it, outlives the process and its {@code
   *     kill -9}; it may be completed by another thread that writes. Fails with an {@link
   *     IOException} where it cannot be written down
   */
  public CompletableFuture<Void> signup(String userId, String eventName) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    JournalNote note = new JournalNote.Logged(eventName, userId, clock.instant(), written);
    if (closed || !note(note)) {
      unprotected.add(1);
      written.completeExceptionally(new IOException("the journal takes nothing at the moment"));
    }
    writeDown();
    return written;
  }

  /** Whether there was room for the note of an event. */
  private boolean note(JournalNote event) {
    return notes.size() < MAX_NOTES && notes.offer(event);
  }

  /** This batch is in the outbox. */
  void passed(EventBatch batch) {
    try {
      // However many notes wait: what is not struck out would go out twice.
      notes.add(new JournalNote.Passed(LogEvents.read(batch)));
      writeDown();
    } catch (IOException e) {
      LOG.debug("A batch is none of the SDK's", e);
    }
  }

  /** A batch was not taken, so the SDK may drop it. */
  void refused() {
    writer.refused();
  }

  /** Events that the SDK holds. */
  long waiting() {
    return waiting;
  }

  /** Events that were or are not protected from a kill, since the start. */
  long unprotected() {
    return unprotected.sum();
  }

  /** What keeps the journal from the disk at the moment. */
  Optional<String> lastError() {
    return lastError;
  }

  /** Writes what was noted so far, and ends. Where all has passed, it leaves an empty file. */
  void close() throws IOException, InterruptedException {
    closed = true;
    timer.shutdownNow();
    if (writing.tryLock(TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        writeGroup();
        ended = true;
        writer.close();
      } finally {
        writing.unlock();
      }
      writeDown(); // a signup may have come meanwhile, and its thread have met the lock
    }
  }

  /** Writes all notes, unless another thread is at it, which then writes these as well. */
  private void writeDown() {
    for (int groups = 0; groups < MAX_GROUPS; groups++) {
      if (!writing.tryLock()) {
        return;
      }
      try {
        writeGroup();
      } finally {
        writing.unlock();
      }
      if (notes.isEmpty()) { // asked after the unlocking: a thread that met the lock has left one
        return;
      }
    }
    timer.execute(this::writeDown);
  }

  private void writeGroup() {
    List<JournalNote> group = new ArrayList<>();
    notes.drainTo(group);
    if (ended) { // the file may be another process's by now
      IOException why = new IOException("the journal is closed");
      answer(group, written -> written.completeExceptionally(why));
      return;
    }
    attempt(() -> write(group));
    if (!clock.instant().isBefore(nextSweep)) {
      nextSweep = clock.instant().plus(BETWEEN_SWEEPS);
      attempt(writer::sweep);
    }
  }

  private void write(List<JournalNote> group) throws IOException {
    try {
      writer.write(group);
      waiting = writer.size();
      answer(group, written -> written.complete(null));
    } catch (IOException | RuntimeException e) {
      answer(group, written -> written.completeExceptionally(e));
      throw e;
    }
  }

  private static void answer(List<JournalNote> group, Consumer<CompletableFuture<Void>> answer) {
    for (JournalNote note : group) {
      if (note instanceof JournalNote.Logged logged) {
        answer.accept(logged.written());
      }
    }
  }

  private void attempt(Change change) {
    try {
      change.make();
      lastError = Optional.empty();
    } catch (IOException | SQLException | RuntimeException e) {
      if (lastError.isEmpty()) {
        LOG.error("The journal cannot be written: {}", e.toString());
      }
      lastError = Optional.of("The journal cannot be written: " + e);
    }
    waiting = writer.size();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "relay-journal");
    thread.setDaemon(true);
    return thread;
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException, SQLException;
  }
}
