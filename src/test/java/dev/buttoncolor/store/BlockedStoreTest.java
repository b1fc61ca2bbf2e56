package dev.buttoncolor.store;

import static dev.buttoncolor.store.StoreFile.counts;
import static dev.buttoncolor.store.StoreFile.flush;
import static dev.buttoncolor.store.StoreFile.visitor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.results.Counts;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the file takes no write, nothing is lost but what is counted as dropped. */
@Timeout(60)
class BlockedStoreTest {

  @TempDir Path folder;
  private StoreFile file;

  @BeforeEach
  void file() {
    file = new StoreFile(folder);
  }

  @Test
  void lockedFileRefusesSignupsAndKeepsWhatWaits() throws Throwable {
    try (EventStore store = file.open()) {
      file.whileLocked(
          () -> {
            store.expose(visitor(1), "Blue");
            assertEquals(SignupOutcome.NOT_RECORDED, store.signUp(visitor(1)).join());
            StoreHealth health = store.check();
            assertFalse(health.ok());
            assertTrue(health.detail().contains("locked"), health.detail());
            store.expose(visitor(2), "Green");
          });
      flush(store);

      assertEquals(new Counts(1, 1), counts(store, "Blue"), "refused in time, and written later");
      assertEquals(new Counts(1, 0), counts(store, "Green"));
      assertEquals(SignupOutcome.CONVERSION, store.signUp(visitor(2)).join());
      assertEquals("takes writes", store.check().detail());
    }
  }

  /** SQLite itself takes the whole transaction back when the disk is full; so does the trigger. */
  @Test
  void fullDiskLosesNothingAndNeedsNoRestart() throws Exception {
    try (EventStore store = file.open()) {
      store.expose(visitor(1), "Blue");
      flush(store);
      file.execute(
          """
          CREATE TRIGGER full BEFORE INSERT ON exposure WHEN new.visitor = 'visitor-3'
          BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END\
          """);
      store.expose(visitor(2), "Green");
      store.expose(visitor(3), "Green");
      assertEquals(SignupOutcome.NOT_RECORDED, store.signUp(visitor(2)).join());
      assertTrue(store.check().detail().contains("the disk is full"));
      assertEquals(
          1, file.number("SELECT count(*) FROM exposure"), "a transaction is whole or not there");
      file.execute("DROP TRIGGER full");
      flush(store);

      assertEquals(new Counts(1, 0), counts(store, "Blue"));
      assertEquals(new Counts(2, 1), counts(store, "Green"));
      assertEquals(3, file.number("SELECT count(*) FROM exposure"));
    }
  }

  @Test
  void fullQueueDropsAndCountsWhatItDrops() throws Throwable {
    int many = EventStore.QUEUE_CAPACITY + 10_000;
    try (EventStore store = file.open()) {
      file.whileLocked(
          () -> {
            for (int i = 0; i < many; i++) {
              store.expose(visitor(i), "Blue");
            }
            assertEquals(SignupOutcome.NOT_RECORDED, store.signUp(visitor(0)).join());
            assertEquals(EventStore.QUEUE_CAPACITY, store.check().waiting());
            assertFalse(store.check().ok());
          });
      flush(store);

      long dropped = store.check().dropped() - 1; // the signup
      assertTrue(dropped > 0);
      assertEquals(new Counts(many - dropped, 0), counts(store, "Blue"));
      store.expose(visitor(many - 1), "Blue"); // dropped before, so it is not taken for known
      flush(store);
      assertEquals(new Counts(many - dropped + 1, 0), counts(store, "Blue"));
    }
  }

  @Test
  void closeDoesNotWaitForALockForEver() throws Throwable {
    EventStore store = file.open();
    file.whileLocked(
        () -> {
          store.expose(visitor(1), "Blue");
          store.exclude(Exclusion.BOT);
          store.close(); // or the test's own time-out ends it
        });
  }

  @Test
  void closeWritesWhatWaits() throws Exception {
    try (EventStore store = file.open()) {
      for (int i = 0; i < 5_000; i++) {
        store.expose(visitor(i), "Blue");
      }
    }
    assertEquals(5_000, file.number("SELECT count(*) FROM exposure"));
  }
}
