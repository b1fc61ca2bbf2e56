package dev.buttoncolor.bench;

import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.database.PostgresDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the results cost if several instances have written to one PostgreSQL, each its own rows of
 * counts: as a page, which is read twice a second and shared, and each reading by itself.
 */
final class Instances {

  private static final List<Integer> NUMBERS = List.of(1, 3, 10);
  private static final int READINGS = 200;

  private Instances() {}

  /** A program on a database in which instances have counted visitors. */
  private record Shared(ServerProcess program, double millisOfReading) {}

  static void print(Settings settings) throws Exception {
    String many = "at %,d".formatted(Pages.MANY);
    Table table =
        new Table(
            "instances",
            "`/results.json`, requests/s at %,d visitors".formatted(Pages.FEW),
            many,
            "x",
            "ms a reading",
            many);
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      for (int instances : NUMBERS) {
        Shared few = shared(settings, server, instances, Pages.FEW);
        Shared all = shared(settings, server, instances, Pages.MANY);
        try (ServerProcess small = few.program();
            ServerProcess large = all.program()) {
          Page before = new Page("few", small, "/results.json");
          Page after = new Page("many", large, "/results.json");
          Rounds rounds = Rounds.of(List.of(before, after), settings, false);
          table.row(
              Integer.toString(instances),
              "%,.0f".formatted(rounds.perSecond(before)),
              "%,.0f".formatted(rounds.perSecond(after)),
              "%.2f".formatted(rounds.perSecond(after) / rounds.perSecond(before)),
              "%.1f".formatted(few.millisOfReading()),
              "%.1f".formatted(all.millisOfReading()));
        }
      }
    }
    table.print("Instances: results of one PostgreSQL, " + settings);
  }

  private static Shared shared(
      Settings settings, EmbeddedPostgres server, int instances, int visitors) throws Exception {
    String name = "of_%d_with_%d".formatted(instances, visitors);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    String url = server.getJdbcUrl("postgres", name);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now().minus(Duration.ofHours(1)));
    List<EventStore> stores = new ArrayList<>();
    for (int i = 0; i < instances; i++) {
      stores.add(
          Visitors.store(new PostgresDatabase(url, Optional.empty(), Optional.empty()), now::get));
    }
    Visitors.fill(stores, now, visitors);
    double millis = millisOfReading(stores.get(0));
    stores.forEach(EventStore::close);
    return new Shared(ServerProcess.program(settings, name, Map.of("DATABASE_URL", url)), millis);
  }

  /** A median; each reading follows a commit, without which it would be the one before. */
  private static double millisOfReading(EventStore store) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      store.check();
      long started = System.nanoTime();
      store.look().orElseThrow();
      nanos.add(System.nanoTime() - started);
    }
    return Rounds.median(nanos, each -> each / 1e6);
  }
}
