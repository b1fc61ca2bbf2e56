package dev.buttoncolor.bench;

import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.database.PostgresDatabase;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Signups committed in a second, each of a new visitor with the exposure before it: one SQLite
 * file, and 1, 2 and 3 stores on one PostgreSQL, all on this machine. Answered means on disk: the
 * server runs with its usual fsync.
 */
final class Stores {

  /** Visitors who wait for an answer at the same time, on each store. */
  private static final int WAITING = 64;

  private static final int MOST = 3;

  private Stores() {}

  static void print(Settings settings) throws Exception {
    List<List<Result>> results = new ArrayList<>();
    for (int instances = 0; instances <= MOST; instances++) {
      results.add(new ArrayList<>());
    }
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      for (int round = 0; round <= settings.rounds(); round++) {
        for (int instances = 0; instances <= MOST; instances++) {
          Result result = measure(settings, server, instances);
          if (round > 0) { // in the first one, compilers and the server's log are still growing
            results.get(instances).add(result);
          }
        }
      }
    }
    print(results, settings);
  }

  private static void print(List<List<Result>> results, Settings settings) {
    Table table = new Table("store", "signups/s", "of SQLite", "per commit", "ms a commit");
    double sqlite = Rounds.median(results.get(0), Result::perSecond);
    for (int instances = 0; instances <= MOST; instances++) {
      List<Result> rounds = results.get(instances);
      double perSecond = Rounds.median(rounds, Result::perSecond);
      table.row(
          instances == 0 ? "SQLite" : "PostgreSQL, %d".formatted(instances),
          "%,.0f".formatted(perSecond),
          "%.2f".formatted(perSecond / sqlite),
          "%.1f".formatted(Rounds.median(rounds, Result::perCommit)),
          "%.1f".formatted(Rounds.median(rounds, Result::millisPerCommit)));
    }
    table.print(
        "Stores: signups committed, %d visitors waiting on each; medians of %d rounds of %d s"
            .formatted(WAITING, settings.rounds(), settings.window().toSeconds()));
  }

  private static Result measure(Settings settings, EmbeddedPostgres server, int instances)
      throws Exception {
    Path file = Files.createDirectories(settings.folder().resolve("stores"));
    List<EventStore> stores = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      stores.add(shared(server));
    }
    if (instances == 0) {
      stores.add(
          EventStore.open(
              new SqliteDatabase(file.resolve("experiment.db")),
              Visitors.STORE_OPTIONS,
              LoggedEvents.NONE,
              Clock.systemUTC()));
    }
    try {
      return measure(stores, (int) settings.window().toSeconds());
    } finally {
      stores.forEach(EventStore::close);
    }
  }

  private static EventStore shared(EmbeddedPostgres server) throws StoreException {
    return EventStore.open(
        new PostgresDatabase(
            server.getJdbcUrl("postgres", "postgres"), Optional.empty(), Optional.empty()),
        Visitors.STORE_OPTIONS,
        LoggedEvents.NONE,
        Clock.systemUTC());
  }

  private record Result(double perSecond, double perCommit, double millisPerCommit) {}

  /** Warms up for as long as it measures. */
  private static Result measure(List<EventStore> stores, int seconds) throws InterruptedException {
    run(stores, seconds);
    long commits = commits(stores);
    long nanos = committing(stores);
    long signups = run(stores, seconds);
    long committed = commits(stores) - commits;
    return new Result(
        (double) signups / seconds,
        (double) signups / committed,
        (committing(stores) - nanos) / 1e6 / committed);
  }

  private static long commits(List<EventStore> stores) {
    return stores.stream().mapToLong(store -> store.status().commits()).sum();
  }

  private static long committing(List<EventStore> stores) {
    return stores.stream().mapToLong(store -> store.status().committing().toNanos()).sum();
  }

  private static long run(List<EventStore> stores, int seconds) throws InterruptedException {
    LongAdder signups = new LongAdder();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (EventStore store : stores) {
      for (int i = 0; i < WAITING; i++) {
        threads.add(new Thread(() -> signUp(store, end, signups)));
      }
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return signups.sum();
  }

  private static void signUp(EventStore store, long end, LongAdder signups) {
    while (System.nanoTime() < end) {
      VisitorId visitor = VisitorId.random();
      Visitors.expose(store, visitor, "Blue", "", Instant.now());
      if (Visitors.signUp(store, visitor, "", Instant.now()).join() == SignupOutcome.CONVERSION) {
        signups.increment();
      }
    }
  }
}
