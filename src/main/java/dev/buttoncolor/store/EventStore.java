package dev.buttoncolor.store;

import dev.buttoncolor.experiment.EventLog;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.results.Design;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * First exposures and first signups of one experiment, in one SQLite file.
 *
 * <ul>
 *   <li><b>First exposure wins.</b> A visitor counts once, in the group of their first counted
 *       landing page; other groups that they see later are only counted as crossovers.
 *   <li><b>First signup wins.</b> A visitor converts once, at their first signup at or after their
 *       exposure. A signup of a visitor not exposed so far is kept apart and enters no rate.
 *   <li><b>Durable.</b> What became of a {@link #signUp} is said once it is committed: it survives
 *       the death of the process at any moment, though not a power cut within the last moments. An
 *       exposure may lag by {@value Writer#MAX_LAG_MS} ms.
 *   <li><b>In order.</b> Events are written in the order in which these methods were called; so a
 *       visitor's exposure is always there before their signup.
 *   <li><b>Bounded.</b> At most {@value #QUEUE_CAPACITY} events wait. While the file cannot be
 *       written (disk full, locked) they wait and are tried again; what comes when the queue is
 *       full is dropped and counted.
 * </ul>
 *
 * <p>Safe for use by many threads. One process at a time may have the file open.
 */
public final class EventStore implements EventLog, AutoCloseable {

  static final int QUEUE_CAPACITY = 50_000;

  /** How long a signup may wait for its commit before its visitor is told to try again. */
  private static final Duration SIGNUP_DEADLINE = Duration.ofSeconds(2);

  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(QUEUE_CAPACITY);
  private final LongAdder dropped = new LongAdder();
  private final Writer writer;

  /** What the writer takes from the queue. */
  sealed interface Event {
    /** Somebody saw a group's button. */
    record Exposed(VisitorId visitor, String group) implements Event {}

    /** Somebody signed up, and waits to hear what became of that. */
    record SignedUp(VisitorId visitor, CompletableFuture<SignupOutcome> outcome) implements Event {}

    /** Somebody asks whether writing works. */
    record Check(CompletableFuture<Boolean> done) implements Event {}

    /** Nothing happened: it ends the writer's wait for what happens next. */
    record Stop() implements Event {}
  }

  private EventStore(Database database, Supplier<Optional<Design>> plan, InstantSource clock)
      throws SQLException {
    writer = new Writer(database, queue, plan, clock);
  }

  /**
   * Opens the store, and makes its file where there is none.
   *
   * @param file the SQLite file; its folder exists
   * @param experiment the experiment whose events these are
   * @param plan the plan of the moment, under which the counts are looked at; empty while nobody
   *     knows the experiment's groups
   * @throws StoreException where the file is not one that this program can use; it is left as it is
   */
  public static EventStore open(
      Path file, String experiment, Supplier<Optional<Design>> plan, InstantSource clock)
      throws StoreException {
    Database database = Database.open(file, experiment);
    try {
      EventStore store = new EventStore(database, plan, clock);
      store.writer.start();
      return store;
    } catch (SQLException e) {
      database.close();
      throw SqliteFile.unusable(file, e);
    }
  }

  /**
   * Writes down that the visitor saw the group's button. Returns at once.
   *
   * @return false where too many events wait and this one was dropped
   */
  public boolean expose(VisitorId visitor, String group) {
    boolean taken = queue.offer(new Event.Exposed(visitor, group));
    if (!taken) {
      dropped.increment();
    }
    return taken;
  }

  /**
   * Writes down that the visitor signed up. Returns at once.
   *
   * @return what became of it, once it is committed; {@code NOT_RECORDED} where that takes too
   *     long, though it may still happen. What depends on it is done by the thread that commits.
   */
  public CompletableFuture<SignupOutcome> signUp(VisitorId visitor) {
    CompletableFuture<SignupOutcome> outcome = new CompletableFuture<>();
    if (!queue.offer(new Event.SignedUp(visitor, outcome))) {
      dropped.increment();
      return CompletableFuture.completedFuture(SignupOutcome.NOT_RECORDED);
    }
    writer.hurry();
    if (writer.trouble().isPresent()) { // waiting would only keep others from being served
      outcome.complete(SignupOutcome.NOT_RECORDED);
    }
    return outcome.completeOnTimeout(
        SignupOutcome.NOT_RECORDED, SIGNUP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public boolean expose(VisitorId visitor, String group, String run, Instant at) {
    return expose(visitor, group);
  }

  @Override
  public CompletableFuture<SignupOutcome> signUp(VisitorId visitor, String run, Instant at) {
    return signUp(visitor);
  }

  @Override
  public void exclude(Exclusion kind) {
    writer.count(kind);
  }

  /**
   * All that is committed, looked at: somebody is about to read the results, so the p-values of
   * this moment enter the smallest so far. Costs nothing that grows with the number of visitors.
   */
  public Recorded look() {
    return writer.look();
  }

  /**
   * Writes something to find out whether the store works.
   *
   * @return its state after at most a second
   */
  public StoreHealth check() {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    if (queue.offer(new Event.Check(done))) {
      writer.hurry();
      try {
        done.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // the writer says below what is wrong
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    String detail =
        writer.trouble().orElse(done.isDone() ? "takes writes" : "does not take a write in time");
    return new StoreHealth(
        done.isDone() && writer.trouble().isEmpty(), detail, queue.size(), dropped.sum());
  }

  /** How busy the store is, for whoever watches it. */
  public StoreActivity activity() {
    return new StoreActivity(queue.size(), dropped.sum(), writer.commits(), writer.committing());
  }

  /** The counts, without this being a look at them: no p-value is made. */
  public Recorded recorded() {
    return writer.recorded();
  }

  /** Commits what waits, for at most two seconds if need be, and closes the file. */
  @Override
  public void close() {
    writer.close();
  }
}
