package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.results.Design;
import dev.buttoncolor.results.Tally;
import dev.buttoncolor.store.EventStore.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: takes what has gathered in the queue, commits it in one transaction,
 * and only then says so. A transaction that fails is tried again until it succeeds.
 */
final class Writer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** How long an exposure waits for others to share its transaction. */
  static final int MAX_LAG_MS = 50;

  private static final int MAX_BATCH = 2_000;
  private static final int IDLE_MS = 1_000;
  private static final int RETRY_MS = 200;
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(2);

  private final Database database;
  private final BlockingQueue<Event> queue;
  private final InstantSource clock;
  private final Thread thread = new Thread(this::run, "store-writer");

  private final Map<Exclusion, AtomicLong> exclusions = new EnumMap<>(Exclusion.class);
  private final Evidence evidence;
  private volatile Series series;
  private volatile String trouble;
  private volatile boolean urgent;
  private volatile boolean closing;
  private final LongAdder commits = new LongAdder();
  private final LongAdder commitNanos = new LongAdder();
  private volatile long giveUp; // by the clock of System.nanoTime, once closing

  // What the file holds already; the writer's own.
  private final Map<Exclusion, Long> savedExclusions;
  private Evidence.Gathered savedEvidence;
  private Tally lookedAt;

  Writer(
      Database database,
      BlockingQueue<Event> queue,
      Supplier<Optional<Design>> plan,
      InstantSource clock)
      throws SQLException {
    this.database = database;
    this.queue = queue;
    this.clock = clock;
    savedEvidence = database.loadEvidence();
    evidence = new Evidence(plan, savedEvidence);
    series = database.loadSeries();
    lookedAt = series.tally();
    savedExclusions = database.loadExclusions();
    savedExclusions.forEach((kind, times) -> exclusions.put(kind, new AtomicLong(times)));
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Asks for a commit soon: somebody waits for it. */
  void hurry() {
    if (!urgent || closing) {
      urgent = true;
      // While nothing can be written, those who hurry must not make the retries a busy loop.
      if (trouble == null || closing) {
        LockSupport.unpark(thread);
      }
    }
  }

  /** What keeps the last transaction from succeeding; empty while all is well. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Transactions committed since the start. */
  long commits() {
    return commits.sum();
  }

  /** How long they took, together. */
  Duration committing() {
    return Duration.ofNanos(commitNanos.sum());
  }

  void count(Exclusion kind) {
    exclusions.get(kind).incrementAndGet();
  }

  Recorded look() {
    Series now = series;
    evidence.look(now.tally());
    return recorded(now);
  }

  Recorded recorded() {
    return recorded(series);
  }

  private Recorded recorded(Series now) {
    Map<Exclusion, Long> times = new EnumMap<>(Exclusion.class);
    exclusions.forEach((kind, n) -> times.put(kind, n.get()));
    return new Recorded(now.buckets(), evidence.gathered().smallest(), times);
  }

  private void run() {
    List<Event> events = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      gather(events);
      if (!write(events)) {
        break;
      }
      events.clear();
    }
    write(List.of());
    if (!queue.isEmpty()) {
      LOG.error("The store is closed with {} events unwritten: {}", queue.size(), trouble);
    }
    database.close();
  }

  /**
   * Waits for an event, then, if nobody is in a hurry, a little for others to share its
   * transaction. Whoever comes during a commit shares the next one anyway.
   */
  private void gather(List<Event> events) {
    try {
      Event first = queue.poll(IDLE_MS, TimeUnit.MILLISECONDS);
      if (first != null) {
        events.add(first);
        if (!urgent && !closing && queue.size() < MAX_BATCH) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MAX_LAG_MS));
        }
        urgent = false;
        queue.drainTo(events, MAX_BATCH - 1);
      }
    } catch (InterruptedException e) {
      giveUp = System.nanoTime(); // nobody interrupts this thread for any other reason
      closing = true;
    }
  }

  /** Commits the events, however often it takes; false where it had to give up at the close. */
  private boolean write(List<Event> events) {
    while (true) {
      try {
        commit(events);
        if (trouble != null) {
          LOG.info("The store takes writes again");
          trouble = null;
        }
        return true;
      } catch (SQLException | RuntimeException e) { // whatever it is, this thread must not end
        rollback();
        if (trouble == null) {
          LOG.error("The store does not take a write, which is tried again: {}", e.toString());
        }
        trouble = String.valueOf(e.getMessage());
      }
      if (closing && System.nanoTime() - giveUp > 0) {
        LOG.error("{} events could not be written before the stop", events.size());
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MS));
    }
  }

  private void commit(List<Event> events) throws SQLException {
    long started = System.nanoTime();
    Instant now = notBefore(series, clock.instant());
    Batch batch = new Batch(database, now);
    for (Event event : events) {
      batch.apply(event);
    }
    Series next = series;
    if (batch.isNews()) {
      next = series.with(now, batch.addedTo(series.tally()));
      save(next);
    }
    if (series.isClosedAt(now) && !lookedAt.equals(series.tally())) {
      lookedAt = series.tally();
      evidence.look(lookedAt);
    }
    Evidence.Gathered gathered = evidence.gathered();
    if (!gathered.equals(savedEvidence)) {
      database.save(gathered);
    }
    Map<Exclusion, Long> times = saveExclusions(batch);
    database.commit();
    if (!events.isEmpty()) {
      commits.increment();
      commitNanos.add(System.nanoTime() - started);
    }

    series = next;
    savedEvidence = gathered;
    savedExclusions.putAll(times);
    batch.exclusions().forEach((kind, n) -> exclusions.get(kind).addAndGet(n));
    batch.answer();
  }

  private void save(Series next) throws SQLException {
    if (next.width().equals(series.width())) {
      database.save(next.last());
    } else {
      database.saveAll(next);
    }
  }

  private Map<Exclusion, Long> saveExclusions(Batch batch) throws SQLException {
    Map<Exclusion, Long> changed = new EnumMap<>(Exclusion.class);
    for (Exclusion kind : Exclusion.values()) {
      long times = exclusions.get(kind).get() + batch.exclusions().getOrDefault(kind, 0);
      if (times != savedExclusions.get(kind)) {
        database.save(kind, times);
        changed.put(kind, times);
      }
    }
    return changed;
  }

  /** A clock that was set back must not open a bucket before the last one. */
  private static Instant notBefore(Series series, Instant time) {
    return series.buckets().isEmpty() || time.isAfter(series.last().opened())
        ? time
        : series.last().opened();
  }

  private void rollback() {
    try {
      database.rollback();
    } catch (SQLException e) {
      LOG.error("The store does not roll back: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    giveUp = System.nanoTime() + CLOSE_DEADLINE.toNanos();
    closing = true;
    queue.offer(new Event.Stop()); // a queue that is full needs none: the writer is not waiting
    hurry();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
