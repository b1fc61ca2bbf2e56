package dev.buttoncolor.bench;

import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreOptions;
import dev.buttoncolor.store.database.PostgresDatabase;
import dev.buttoncolor.store.database.StoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the results cost where several instances have written to one PostgreSQL, each its own rows
 * of counts: as a page, which is read twice a second and shared, and each reading by itself.
 */
final class Instances {

  private static final String KEY = "the key of a benchmark's instances";
  private static final List<Integer> NUMBERS = List.of(1, 3, 10);
  private static final int READINGS = 200;

  private Instances() {}

  /** A database in which instances have counted visitors, and a program on it. */
  private record Shared(ServerProcess program, double millisOfReading) {}

  static void print(Settings settings) throws Exception {
    Table table =
        new Table(
            "instances",
            "`/results.json`, requests/s at %,d visitors".formatted(Growth.FEW),
            "at %,d".formatted(Growth.MANY),
            "cost",
            "ms a reading",
            "at %,d".formatted(Growth.MANY));
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      for (int instances : NUMBERS) {
        Shared few = shared(settings, server, instances, Growth.FEW);
        Shared many = shared(settings, server, instances, Growth.MANY);
        try (ServerProcess small = few.program();
            ServerProcess large = many.program()) {
          Page before = Page.of("few", small, "/results.json");
          Page after = Page.of("many", large, "/results.json");
          Rounds rounds = Rounds.of(List.of(before, after), settings, false);
          table.row(
              Integer.toString(instances),
              "%,.0f".formatted(rounds.perSecond(before)),
              "%,.0f".formatted(rounds.perSecond(after)),
              "x %.2f".formatted(rounds.perSecond(before) / rounds.perSecond(after)),
              "%.1f".formatted(few.millisOfReading()),
              "%.1f".formatted(many.millisOfReading()));
        }
      }
    }
    table.print("Instances: results of one PostgreSQL, medians");
  }

  private static Shared shared(
      Settings settings, EmbeddedPostgres server, int instances, int visitors) throws Exception {
    String name = "of_%d_with_%d".formatted(instances, visitors);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    String url = server.getJdbcUrl("postgres", name);
    Path data = settings.folder().resolve(name);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now().minus(Duration.ofHours(1)));
    List<EventStore> stores = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      stores.add(store(url, now::get));
    }
    Visitors.fill(stores, now, visitors);
    double millis = millisOfReading(stores.get(0));
    stores.forEach(EventStore::close);
    Map<String, String> environment = Map.of("DATABASE_URL", url, "VISITOR_ID_KEY", KEY);
    return new Shared(ServerProcess.program(settings, data, environment), millis);
  }

  private static EventStore store(String url, InstantSource clock) throws StoreException {
    StoreOptions options = Visitors.STORE_OPTIONS;
    return EventStore.open(
        new PostgresDatabase(url, Optional.empty(), Optional.empty()),
        new StoreOptions(
            options.mode(),
            options.experiment(),
            options.design(),
            VisitorKey.of(KEY).fingerprint(),
            options.signupEvent(),
            options.outboxMaxBytes()),
        LoggedEvents.NONE,
        clock);
  }

  /** A median; each reading follows a commit, without which it would be the one before. */
  private static double millisOfReading(EventStore store) {
    long[] nanos = new long[READINGS];
    for (int i = 0; i < READINGS; i++) {
      store.check();
      long started = System.nanoTime();
      store.look().orElseThrow();
      nanos[i] = System.nanoTime() - started;
    }
    Arrays.sort(nanos);
    return nanos[READINGS / 2] / 1e6;
  }
}
