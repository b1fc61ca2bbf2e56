package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.Gate;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.CapturedLog;
import dev.buttoncolor.support.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A shared database that is away costs no event and no page; it is said to be away. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class DatabaseOutageTest {

  private final Gate gate = new Gate();
  private final TestDatabase database = TestDatabase.behind(gate, "socketTimeout=1");
  private TestStore test;

  @AfterEach
  void close() throws Exception {
    test.close();
    gate.close();
  }

  private void open() throws Exception {
    gate.open();
    test = TestStore.on(database);
    test.expose(1, "Blue");
    test.flush();
    assertEquals(new Counts(1, 0), test.counts("Blue"));
  }

  private void assertDegraded(String why) {
    Polling.until(() -> test.store().check().health() == StoreStatus.Health.DEGRADED);
    StoreStatus status = test.store().check();
    assertEquals(StoreStatus.Health.DEGRADED, status.health());
    assertTrue(status.detail().contains(why), status.detail());
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(1));
    assertTrue(test.expose(2, "Green"));
    assertEquals(new Counts(1, 0), test.counts("Blue"), "as it was last read");
  }

  private void assertRecovered() {
    test.flush();
    assertEquals(new Counts(1, 1), test.counts("Blue"), "refused in time, and written later");
    assertEquals(new Counts(1, 0), test.counts("Green"));
    assertEquals(SignupOutcome.CONVERSION, test.signUp(2));
  }

  private void breakConnectionsOff() throws SQLException {
    test.number(
        """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()\
        """);
  }

  @Test
  void storeIsOpenedWithoutTheDatabaseAndEventsKeepTheirTime() throws Exception {
    test = TestStore.unobserved(database);
    test.store().observe(TestStore.running(TestStore.SALT), test.clock.instant());
    assertEquals(StoreStatus.Health.DEGRADED, test.store().check().health());
    assertEquals(Optional.empty(), test.store().look());
    assertTrue(test.expose(1, "Blue"));
    test.store().exclude(Exclusion.BOT);
    test.clock.advance(Duration.ofMinutes(10));
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(1));
    assertTrue(test.expose(2, "Blue"));
    gate.open();
    test.flush();

    assertEquals(new Counts(2, 1), test.counts("Blue"));
    assertEquals(1, test.exclusions(Exclusion.BOT));
    assertEquals(2, test.look().series().size());
    assertEquals(
        test.clock.instant().minus(Duration.ofMinutes(10)), test.look().since().orElseThrow());
    assertEquals(
        600, test.number("SELECT CAST(seconds_to_signup AS BIGINT) FROM visitors LIMIT 1"));
  }

  @Test
  void databaseThatRefusesConnections() throws Exception {
    open();
    gate.shut();
    assertDegraded("refused");
    gate.open();
    assertRecovered();
  }

  @Test
  void databaseThatDoesNotAnswer() throws Exception {
    open();
    gate.freeze();
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(1));
    assertDegraded("");
    gate.thaw();
    assertRecovered();
  }

  @Test
  void connectionsThatAreBrokenOffAreMadeAnew() throws Exception {
    open();
    for (int i = 0; i < 5; i++) {
      breakConnectionsOff();
      test.expose(2, "Green");
      test.flush();
    }
    assertEquals(SignupOutcome.CONVERSION, test.signUp(1));
    assertRecovered();
  }

  @Test
  void databaseThatBecomesReadOnly() throws Exception {
    open();
    String readOnly = "ALTER DATABASE %s SET default_transaction_read_only = %s";
    String name = test.database.connect().getCatalog();
    test.execute(readOnly.formatted(name, "on"));
    breakConnectionsOff();
    test.expose(2, "Green");
    assertDegraded("read-only transaction");
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute(readOnly.formatted(name, "off"));
    }
    assertRecovered();
  }

  /** Each reading may hang, so those who ask meanwhile get what was read before. */
  @Test
  void readingThatFailsIsNotBegunAnewByEachWhoAsks() throws Exception {
    Database failing = mock(Database.class, delegatesTo(TestDatabase.onServer().database()));
    doThrow(new SQLException("no answer")).when(failing).connectForReading();
    test = TestStore.on(new TestDatabase(failing, ""));
    for (int i = 0; i < 100; i++) {
      assertEquals(Optional.empty(), test.store().look());
    }
    verify(failing, atMost(10)).connectForReading();
  }

  /** At two seconds a commit, exposures wait as ever and signups are told in time. */
  @Test
  void databaseThatIsSlow() throws Exception {
    open();
    test.execute(
        """
        CREATE FUNCTION slow() RETURNS TRIGGER LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON instance
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()\
        """);
    assertDegraded("");
    test.execute("DROP TRIGGER slow ON instance");
    assertRecovered();
  }

  /** Without waiting for its answer, which would take the minute that the URL allows. */
  @Test
  @Timeout(30)
  void stopLeavesADatabaseBehindThatDoesNotAnswer() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      gate.open();
      test = TestStore.on(TestDatabase.behind(gate, "socketTimeout=60"));
      gate.freeze();
      test.expose(1, "Blue");
      test.close();
      assertTrue(log.text().contains("is closed with 1 events unwritten"), log.text());
    }
  }
}
