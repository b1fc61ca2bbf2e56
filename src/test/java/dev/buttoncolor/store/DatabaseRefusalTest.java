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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that is there and does not let this instance in: why is said, the password is not. */
@Timeout(60)
class DatabaseRefusalTest {

  private static final String PASSWORD = "correct-horse";

  private final TestDatabase database = TestDatabase.onServer();

  private EventStore open(String parameters, String user, String password) throws StoreException {
    return open(
        new PostgresDatabase(
            database.url().replaceFirst("\\?.*", "") + parameters,
            Optional.of(user),
            Optional.of(password)),
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
    assertFalse(status.detail().contains("wrong-horse"), status.detail());
  }

  /** A role that has to give its password, unlike others on the test server. */
  private void makeRole(String role, String limit) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s' %s".formatted(role, PASSWORD, limit));
      statement.execute("GRANT CREATE ON SCHEMA public TO " + role);
      Path rules = Path.of(text(statement, "SHOW hba_file"));
      String before = Files.readString(rules);
      Files.writeString(rules, "host all %s all scram-sha-256\n".formatted(role) + before);
      statement.execute("SELECT pg_reload_conf()");
      Polling.until(
          () -> {
            try {
              return text(
                      statement,
                      "SELECT count(*) FROM pg_hba_file_rules WHERE '%s' = ANY (user_name)"
                          .formatted(role))
                  .equals("1");
            } catch (SQLException e) {
              throw new AssertionError(e);
            }
          });
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void wrongPassword() throws Exception {
    makeRole("ada", "");
    try (EventStore store = open("", "ada", "wrong-horse")) {
      assertDegraded(store, "password authentication failed for user \"ada\"");
    }
    try (EventStore store = open("", "ada", PASSWORD)) {
      assertEquals(StoreStatus.Health.WORKING, store.check().health());
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
    StoreException refusal =
        assertThrows(
            StoreException.class,
            () ->
                open(
                    new PostgresDatabase(
                        database.url().replaceFirst("/test\\d+", "/latin1"),
                        Optional.empty(),
                        Optional.empty()),
                    TestStore.OPTIONS));
    assertTrue(refusal.getMessage().contains("the encoding LATIN1"), refusal.getMessage());
  }
}
