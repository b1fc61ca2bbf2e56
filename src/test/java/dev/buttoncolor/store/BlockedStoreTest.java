package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.CapturedLog;
import dev.buttoncolor.support.Polling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** While the file takes no write, nothing is lost but what is counted as dropped. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class BlockedStoreTest {

  private Path file;
  private TestStore test;

  @BeforeEach
  void open(@TempDir Path folder) throws StoreException {
    file = folder.resolve("experiment.db");
    test = TestStore.on(TestDatabase.inFile(file));
  }

  @AfterEach
  void close() {
    test.close();
  }

  /** Does something while another connection has the file locked for writing. */
  private void whileLocked(Executable action) throws Throwable {
    try (Connection connection = test.database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      action.execute();
    }
  }

  private void assertFailing(String why) {
    EventStore.Status status = test.store().check();
    assertEquals(EventStore.Health.FAILED, status.health());
    assertTrue(status.detail().contains(why), status.detail());
  }

  @Test
  void lockedFileRefusesSignupsAndKeepsWhatWaits() throws Throwable {
    whileLocked(
        () -> {
          test.expose(1, "Blue");
          assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(1));
          assertFailing("locked");
          test.expose(2, "Green");
        });
    test.flush();

    assertEquals(new Counts(1, 1), test.counts("Blue"), "refused in time, and written later");
    assertEquals(new Counts(1, 0), test.counts("Green"));
    assertEquals(SignupOutcome.CONVERSION, test.signUp(2));
    assertEquals("takes writes", test.store().check().detail());
  }

  /** A check waits for a second; a hundred of them, one after the other, would take as many. */
  @Test
  void pollsShareTheCheckThatIsUnderWay() throws Throwable {
    whileLocked(
        () -> {
          Thread first = new Thread(() -> test.store().check());
          first.start();
          Polling.until(() -> first.getState() == Thread.State.WAITING);
          for (int i = 0; i < 100; i++) {
            test.store().check();
          }
          assertTrue(first.isAlive(), "each poll has waited");
          first.join();
          assertFailing("");
        });
  }

  @Test
  void fullQueueDropsAndCountsWhatItDrops() throws Throwable {
    int many = EventStore.CAPACITY + 10_000;
    whileLocked(
        () -> {
          for (int i = 0; i < many; i++) {
            test.expose(i, "Blue");
          }
          assertEquals(SignupOutcome.NOT_TAKEN, test.signUp(0));
          assertEquals(EventStore.CAPACITY, test.store().check().waiting());
          assertFailing("");
        });
    test.flush();

    long dropped = test.store().check().dropped() - 1; // the signup
    assertTrue(dropped > 0);
    assertEquals(new Counts(many - dropped, 0), test.counts("Blue"));
    test.expose(many - 1, "Blue"); // dropped before, so it is not taken for known
    test.flush();
    assertEquals(new Counts(many - dropped + 1, 0), test.counts("Blue"));
  }

  /** The lock is held until the store is closed, so a close that waited for it would never end. */
  @Test
  void closeGivesUpOnALockedFileAndLogsWhatIsLost() throws Throwable {
    try (CapturedLog log = new CapturedLog()) {
      whileLocked(
          () -> {
            test.expose(1, "Blue");
            test.store().exclude(Exclusion.BOT);
            test.store().close();
          });
      assertTrue(log.text().contains("The store is closed with 1 events unwritten"), log.text());
      assertTrue(log.text().contains("locked"), log.text());
    }
    assertEquals(0, test.number("SELECT count(*) FROM visitors"));
  }

  /** The log goes with its last user, so only what is in the file itself outlives this process. */
  @Test
  void deletedLogIsNoticedAndEverySignupThatWasConfirmedIsInTheFile(@TempDir Path elsewhere)
      throws Exception {
    test.expose(1, "Blue");
    test.expose(2, "Blue");
    assertEquals(SignupOutcome.CONVERSION, test.signUp(1));
    Files.delete(file.resolveSibling("experiment.db-wal"));
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(2));
    assertFailing("experiment.db-wal was deleted");

    Path left = Files.copy(file, elsewhere.resolve("left.db"));
    try (TestStore survived = TestStore.on(TestDatabase.inFile(left))) {
      assertEquals(
          1,
          survived.number(
              "SELECT count(signed_up_at) FROM visitor WHERE visitor = CAST('visitor-1' AS BLOB)"));
    }
  }

  @Test
  void replacedFileIsNoticedAndTheOldOneTakenAgainWhenItIsBack() throws Exception {
    test.expose(1, "Blue");
    test.flush();
    Path aside = Files.move(file, file.resolveSibling("aside.db"));
    Files.copy(aside, file);
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(1));
    assertFailing("");
    Files.delete(file);
    Files.move(aside, file);
    test.flush();

    assertEquals(SignupOutcome.CONVERSION, test.signUp(1));
    assertEquals(new Counts(1, 1), test.counts("Blue"));
  }
}
