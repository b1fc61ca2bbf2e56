package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.Gate;
import dev.buttoncolor.store.database.PostgresDatabase;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.Polling;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that is there and does not let this instance in: why is said, the password is not. */
@Timeout(60)
class DatabaseRefusalTest {

  private static final String PASSWORD = "correct-horse";

  private final TestDatabase database = TestDatabase.onServer();

  private EventStore open(String name) throws StoreException {
    return open(
        new PostgresDatabase(
            database.url().replaceFirst("/test\\d+", "/" + name),
            Optional.empty(),
            Optional.of(PASSWORD)),
        TestStore.OPTIONS);
  }

  private static EventStore open(Database database, StoreOptions options) throws StoreException {
    return EventStore.open(database, options, LoggedEvents.NONE, new SetClock());
  }

  private static void assertDegraded(EventStore store, String why) {
    StoreStatus status = store.check();
    assertEquals(StoreStatus.Health.DEGRADED, status.health());
    assertTrue(status.detail().contains(why), status.detail());
    assertFalse(status.detail().contains(PASSWORD), status.detail());
  }

  @Test
  void databaseThatIsNotThere() throws Exception {
    try (EventStore store = open("nowhere")) {
      assertDegraded(store, "database \"nowhere\" does not exist");
    }
  }

  /** The instance started while the database was away, so it could not be turned back then. */
  @Test
  void anotherVisitorKeyThatShowsOnceTheDatabaseIsBack() throws Exception {
    try (Gate gate = new Gate()) {
      TestDatabase gated = TestDatabase.behind(gate, "");
      gate.open();
      TestStore.on(gated).close();
      gate.shut();
      try (EventStore store = open(gated.database(), TestStore.withVisitorKey("another"))) {
        assertDegraded(store, "refused");
        gate.open();
        Polling.until(() -> store.check().health() == StoreStatus.Health.FAILING);
        assertTrue(store.check().detail().startsWith("The visitor key is not the one"));
        assertEquals(
            SignupOutcome.NOT_RECORDED,
            TestStore.signUp(store, TestStore.visitor(1), TestStore.SALT, new SetClock().instant())
                .join());
      }
    }
  }

  @Test
  void databaseThatCannotHoldEveryName() throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    }
    StoreException refusal = assertThrows(StoreException.class, () -> open("latin1"));
    assertTrue(refusal.getMessage().contains("the encoding LATIN1"), refusal.getMessage());
  }
}
