package dev.buttoncolor.bench;

import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreOptions;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.DesignSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Visitors of the past, put into a store before a server starts on it. */
final class Visitors {

  /** The names that the program uses by default. */
  static final ExperimentNames NAMES =
      new ExperimentNames("button_color_v3", "Button Color", "Paragraph Text", "visited_signup");

  /** The visitor key of each program and of each store that one starts on. */
  static final String KEY = "the visitor key of the benchmarks";

  /** What an exposed visitor's id starts with; a number from 0 on follows. */
  static final String ID = "seen-";

  /** Fewer than a store keeps apart, so that visits to come leave their number alike. */
  private static final int MOMENTS = 400;

  private static final List<String> GROUPS = List.of("Blue", "Green", "Red", "Orange");

  private Visitors() {}

  /** The store of an embedded experiment. */
  static EventStore store(Database database, InstantSource clock) throws StoreException {
    return store(database, Mode.EMBEDDED, clock);
  }

  private static EventStore store(Database database, Mode mode, InstantSource clock)
      throws StoreException {
    StoreOptions options =
        new StoreOptions(
            mode,
            NAMES.experiment(),
            DesignSettings.NONE,
            VisitorKey.of(KEY).fingerprint(),
            NAMES.signupEvent(),
            Long.MAX_VALUE);
    return EventStore.open(database, options, LoggedEvents.NONE, clock);
  }

  static void expose(EventStore store, VisitorId visitor, String group, Instant at) {
    store.reserve().ifPresent(place -> place.exposed(visitor, group, Split.NONE, at));
  }

  static CompletableFuture<SignupOutcome> signUp(EventStore store, VisitorId visitor, Instant at) {
    return store
        .reserve()
        .map(place -> place.signedUp(visitor, "", at))
        .orElse(CompletableFuture.completedFuture(SignupOutcome.NOT_RECORDED));
  }

  /** Makes a data folder for the embedded program. */
  static void fill(Path data, int count) throws Exception {
    fill(data, Mode.EMBEDDED, count);
  }

  /**
   * Makes a data folder whose store holds exposed visitors.
   *
   * @param mode of the program that it is for
   * @param count how many, spread over the same number of moments for any count; one of each moment
   *     has signed up too
   */
  static void fill(Path data, Mode mode, int count) throws Exception {
    Files.createDirectories(data);
    // Moved by hand, from a time before anything else happens.
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now().minus(Duration.ofHours(1)));
    try (EventStore store =
        store(new SqliteDatabase(data.resolve("experiment.db")), mode, now::get)) {
      fill(List.of(store), now, count);
    }
  }

  /**
   * Puts as many exposed visitors into stores, by turns.
   *
   * @param now the stores' clock
   */
  static void fill(List<EventStore> stores, AtomicReference<Instant> now, int count) {
    int next = 0;
    for (int moment = 1; moment <= MOMENTS; moment++) {
      int until = (int) ((long) count * moment / MOMENTS);
      EventStore store = stores.get(0);
      for (; next < until; next++) {
        store = stores.get(next % stores.size());
        expose(store, new VisitorId(ID + next), GROUPS.get(next % GROUPS.size()), now.get());
      }
      // Once they have answered, all of this moment is committed.
      signUp(store, new VisitorId(ID + (until - 1)), now.get()).join();
      stores.forEach(EventStore::check);
      now.set(now.get().plusSeconds(1));
    }
  }
}
