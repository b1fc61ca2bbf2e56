package dev.buttoncolor.store;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.store.database.CountTable;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.EvidenceTable;
import dev.buttoncolor.store.database.OutboxTable;
import dev.buttoncolor.store.database.OutboxTable.Contents;
import dev.buttoncolor.store.database.RunTable;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Runs;
import dev.buttoncolor.store.runs.Tally;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the database, over a session that it opens anew once it is lost. Each method that
 * throws leaves the database as it was, except for a commit whose answer was lost; all may be
 * called again with the same events. For the writer thread, unless noted.
 */
final class Recorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private final Database database;
  private final StoreOptions options;
  private final InstantSource clock;
  final Reader reader;
  final Outbox outbox;
  final Uncommitted uncommitted = new Uncommitted();
  private volatile Consumer<Runs> follower = runs -> {};
  final LongAdder commits = new LongAdder(); // since the start
  final LongAdder commitNanos = new LongAdder(); // which these took

  private Session session; // null while there is none
  private RunTable table; // over it
  private OutboxTable events; // over it
  private int instance; // 0 before the database was first reached
  private long loadedAt;
  private Instant lookedAt = Instant.EPOCH; // the bucket that was last looked at
  private boolean changed; // since then
  private long number = 1; // of the next transaction that must not be repeated
  private Tally excluded; // by that one, if it was tried and failed; else null

  Recorder(Database database, StoreOptions options, InstantSource clock) {
    this.database = database;
    this.options = options;
    this.clock = clock;
    reader = new Reader(database, options, clock);
    outbox = new Outbox(options);
  }

  /** Connects if there is no connection, and registers this instance and its visitor key. */
  void connect() throws SQLException, StoreException {
    if (session != null) {
      return;
    }
    Session opened = database.openSession();
    try {
      RunTable runs = new RunTable(opened, options.mode(), options.experiment());
      opened.begin();
      Runs before = runs.loadLocked();
      runs.checkVisitorKey(options.visitorKey());
      int registered = instance == 0 ? OutboxTable.register(opened, clock.instant()) : instance;
      runs.save(before, before.orFirst());
      events = new OutboxTable(opened, registered);
      Contents contents = events.contents();
      opened.commit();
      outbox.committed(contents);
      if (instance == 0) {
        instance = registered;
        logStart(before.current().flatMap(Run::design));
      }
      table = runs;
      session = opened;
      load();
    } catch (SQLException | StoreException | RuntimeException e) {
      session = null;
      opened.close();
      throw e;
    }
  }

  private void logStart(Optional<Design> design) {
    if (design.isPresent() && options.design().differFrom(design.get())) {
      LOG.info(
          "CONTROL_GROUP and PLANNED_VISITORS count from the next run on; this one compares with"
              + " {} and is planned for {} visitors, as with its first exposure",
          design.get().control(),
          design.get().plannedVisitors());
    }
  }

  /**
   * After a failure: takes back what was begun, and gives up a session that may be lost.
   *
   * @return whether what was to be written is at fault; then the session is as good as before
   */
  boolean recover(Exception failure) {
    boolean isRefusal = failure instanceof SQLException e && database.isRefusal(e);
    if (session == null) {
      return isRefusal;
    }
    try {
      session.rollback();
    } catch (SQLException lost) {
      failure.addSuppressed(lost);
      isRefusal = false;
    }
    if (!isRefusal && database.isShared()) {
      session.close();
      session = null;
    }
    return isRefusal;
  }

  private void load() throws SQLException {
    loadedAt = System.nanoTime();
    Runs before = reader.runs();
    Runs after = table.load();
    if (!after.equals(before)) {
      reader.publish(after);
      int number = after.current().map(Run::number).orElse(0);
      if (before.current().filter(run -> run.number() < number).isPresent()) {
        LOG.info("Run {} of {} has begun", number, after.experiment());
      }
    }
    try {
      follower.accept(after);
    } catch (RuntimeException e) { // a bug there must not stop the events
      LOG.error("What became of the runs cannot be followed", e);
    }
  }

  /** Called with the runs, twice a second and with each change. Safe for all threads. */
  void followedBy(Consumer<Runs> next) {
    follower = next;
  }

  /** Changes the runs, in a transaction of its own, and publishes what has become of them. */
  Runs changeRuns(UnaryOperator<Runs> change) throws SQLException {
    if (!change.apply(reader.runs()).equals(reader.runs())) {
      session.begin();
      Runs before = table.loadLocked();
      table.save(before, change.apply(before));
      session.commit();
      load();
    }
    return reader.runs();
  }

  /** What is due beside the events, which it must not stop. */
  void maintain() throws SQLException {
    if (System.nanoTime() - loadedAt > Reader.MAX_AGE.toNanos()) {
      load(); // others or an operator change runs too
    }
    Run current = reader.runs().current().orElseThrow();
    Instant bucket = current.bucketAt(clock.instant());
    if (changed && !bucket.equals(lookedAt)) { // its end is a look, whether or not a page is read
      lookedAt = bucket;
      try {
        changed = reader.read(current).map(uncommitted::look).isEmpty();
      } catch (RuntimeException e) {
        LOG.error("The counts cannot be looked at", e);
      }
    }
  }

  /** Makes what the events are the first to bring: a run, a stretch of it, or its design. */
  private void prepareRuns(List<Event> events) throws SQLException {
    Set<Split> seen = Collections.newSetFromMap(new IdentityHashMap<>()); // few, used again
    for (Event event : events) {
      if (event instanceof Event.OfVisitor first && reader.runs().ofSalt(first.run()).isEmpty()) {
        changeRuns(runs -> runs.begun(first.run(), first.at()));
      }
      if (event instanceof Event.Exposed first && seen.add(first.split())) {
        changeRuns(runs -> runs.exposed(first.split(), options.design(), first.at()));
      }
    }
  }

  /**
   * Commits the work and all else that waits, in one transaction; gives what is to be answered now.
   *
   * @param atAnyRate whether to write something even if nothing waits, to see whether it works
   */
  Batch record(Writer.Work work, boolean atAnyRate) throws SQLException {
    prepareRuns(work.events());
    Batch batch = new Batch(work.events(), reader.runs(), instance, uncommitted);
    Map<Integer, Evidence> found = uncommitted.evidence();
    if (excluded == null) {
      excluded = uncommitted.takeExclusions(reader.runs().current().orElseThrow());
    }
    boolean once = atAnyRate || !excluded.isEmpty() || !work.logged().isEmpty();
    if (once || !batch.isEmpty() || !found.isEmpty()) {
      long started = System.nanoTime();
      session.begin();
      batch.write(session);
      Contents inOutbox = outbox.contents();
      // This would count twice if it were written twice. A transaction whose answer was lost is
      // tried again with the same of it; its number then tells that it is there.
      if (once && events.saveOnce(number)) {
        CountTable.add(session, instance, excluded);
        inOutbox = outbox.add(events, work.logged(), batch.signedUpBefore(), clock.instant());
      }
      EvidenceTable.add(session, found, clock.instant());
      session.commit();
      commits.increment();
      commitNanos.add(System.nanoTime() - started);
      number += once ? 1 : 0;
      outbox.committed(inOutbox);
      uncommitted.committed(found);
      if (!batch.isEmpty() || !found.isEmpty() || !excluded.isEmpty()) {
        reader.committed();
      }
      changed |= !batch.isEmpty();
    }
    excluded = null;
    return batch;
  }

  /** Changes the outbox in a transaction of its own, which readers do not notice. */
  <T> T change(Outbox.Change<T> change) throws SQLException {
    session.begin();
    T made = change.make(events);
    Contents contents = events.contents();
    session.commit();
    outbox.committed(contents);
    return made;
  }

  @Override
  public void close() {
    reader.close();
    if (session != null) {
      session.close();
    }
  }
}
