package dev.buttoncolor.bench;

import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.PostgresDatabase;
import dev.buttoncolor.store.database.SqliteDatabase;
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

  private record Result(double perSecond, double perCommit, double millisPerCommit) {}

  static void print(Settings settings) throws Exception {
    List<List<Result>> results = new ArrayList<>();
    for (int instances = 0; instances <= MOST; instances++) {
      results.add(new ArrayList<>());
    }
    Path file = Files.createDirectories(settings.folder().resolve("stores"));
    Database sqlite = new SqliteDatabase(file.resolve("experiment.db"));
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      String url = server.getJdbcUrl("postgres", "postgres");
      Database shared = new PostgresDatabase(url, Optional.empty(), Optional.empty());
      for (int round = 0; round <= settings.rounds(); round++) {
        for (int instances = 0; instances <= MOST; instances++) {
          Result result =
              measure(settings, instances == 0 ? sqlite : shared, Math.max(1, instances));
          if (round > 0) { // in the first one, compilers and the server's log are still growing
            results.get(instances).add(result);
          }
        }
      }
    }
    Table table = new Table("store", "signups/s", "of SQLite", "per commit", "ms a commit");
    double ofSqlite = Rounds.median(results.get(0), Result::perSecond);
    for (int instances = 0; instances <= MOST; instances++) {
      List<Result> rounds = results.get(instances);
      double perSecond = Rounds.median(rounds, Result::perSecond);
      table.row(
          instances == 0 ? "SQLite" : "PostgreSQL, %d".formatted(instances),
          "%,.0f".formatted(perSecond),
          "%.2f".formatted(perSecond / ofSqlite),
          "%.1f".formatted(Rounds.median(rounds, Result::perCommit)),
          "%.1f".formatted(Rounds.median(rounds, Result::millisPerCommit)));
    }
    table.print("Stores: signups, %d visitors waiting on each; %s".formatted(WAITING, settings));
  }

  /** Warms up for as long as it measures. */
  private static Result measure(Settings settings, Database database, int instances)
      throws Exception {
    int seconds = (int) settings.window().toSeconds();
    List<EventStore> stores = new ArrayList<>();
    try {
      for (int i = 0; i < instances; i++) {
        stores.add(Visitors.store(database, Clock.systemUTC()));
      }
      run(stores, seconds);
      long commits = commits(stores);
      long nanos = committing(stores);
      double signups = run(stores, seconds);
      double committed = commits(stores) - commits;
      return new Result(
          signups / seconds, signups / committed, (committing(stores) - nanos) / 1e6 / committed);
    } finally {
      stores.forEach(EventStore::close);
    }
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
      Visitors.expose(store, visitor, "Blue", Instant.now());
      if (Visitors.signUp(store, visitor, Instant.now()).join() == SignupOutcome.CONVERSION) {
        signups.increment();
      }
    }
  }
}
