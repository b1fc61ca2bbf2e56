package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.Gate;
import dev.buttoncolor.store.database.PostgresDatabase;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.CapturedLog;
import dev.buttoncolor.support.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A shared database that is away or lets nobody in costs no event and no page; why is said, and the
 * password is not.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class DatabaseOutageTest {

  private static final String PASSWORD = "correct-horse";

  private static final String BREAK_CONNECTIONS_OFF =
      """
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()\
      """;

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

  /** Lets the outage begin and end: what comes meanwhile waits, and is written after it. */
  private void assertNothingIsLost(String why, Executable begin, Executable end) throws Throwable {
    open();
    begin.execute();
    assertTrue(test.expose(2, "Green"));
    assertState(EventStore.Health.DEGRADED, why);
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(1));
    assertEquals(new Counts(1, 0), test.counts("Blue"), "as it was last read");
    end.execute();
    test.flush();
    // Refused in time, and written later; a reading that has just failed is not begun anew at once.
    Polling.until(() -> test.counts("Blue").equals(new Counts(1, 1)));
    assertEquals(new Counts(1, 0), test.counts("Green"));
    assertEquals(SignupOutcome.CONVERSION, test.signUp(2));
  }

  private void assertState(EventStore.Health health, String why) {
    Polling.until(() -> test.store().check().health() == health);
    String detail = test.store().check().detail();
    assertTrue(detail.contains(why), detail);
    assertFalse(detail.contains(PASSWORD), detail);
  }

  @Test
  void databaseThatRefusesConnections() throws Throwable {
    assertNothingIsLost("refused", gate::shut, gate::open);
  }

  @Test
  void databaseThatDoesNotAnswer() throws Throwable {
    assertNothingIsLost("", gate::freeze, gate::thaw);
  }

  @Test
  void databaseThatBecomesReadOnly() throws Throwable {
    assertNothingIsLost(
        "read-only transaction",
        () -> {
          setReadOnly("on");
          test.number(BREAK_CONNECTIONS_OFF); // so that they are made anew
        },
        () -> setReadOnly("off"));
  }

  private void setReadOnly(String value) throws SQLException {
    test.execute(
        "BEGIN READ WRITE; ALTER DATABASE %s SET default_transaction_read_only = %s; COMMIT"
            .formatted(database.url().replaceAll(".*/|\\?.*", ""), value));
  }

  /** At 2.5 seconds a commit, exposures wait as ever and signups are told in time. */
  @Test
  void databaseThatIsSlow() throws Throwable {
    assertNothingIsLost(
        "",
        () ->
            test.execute(
                """
                CREATE FUNCTION slow() RETURNS TRIGGER LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_sleep(2.5); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON instance
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()\
                """),
        () -> test.execute("DROP TRIGGER slow ON instance"));
  }

  @Test
  void storeIsOpenedWithoutTheDatabaseAndEventsKeepTheirTime() throws Exception {
    test = TestStore.unobserved(database);
    Instant start = test.now();
    test.store().observe(TestStore.running(TestStore.SALT), start);
    assertEquals(EventStore.Health.DEGRADED, test.store().check().health());
    assertEquals(Optional.empty(), test.store().look());
    assertTrue(test.expose(1, "Blue"));
    test.store().exclude(Exclusion.BOT);
    test.advance(Duration.ofMinutes(10));
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(1));
    assertTrue(test.expose(2, "Blue"));
    gate.open();
    test.flush();

    assertEquals(new Counts(2, 1), test.counts("Blue"));
    assertEquals(1, test.exclusions(Exclusion.BOT));
    assertEquals(2, test.look().series().size());
    assertEquals(start, test.look().since().orElseThrow());
    assertEquals(
        600, test.number("SELECT CAST(seconds_to_signup AS BIGINT) FROM visitors LIMIT 1"));
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

  /** The instance starts while the database is away, so it cannot be turned back then. */
  @Test
  void anotherVisitorKeyThatShowsOnceTheDatabaseIsBack() throws Exception {
    open();
    test.close();
    gate.shut();
    StoreOptions usual = TestStore.OPTIONS;
    test.open(
        new StoreOptions(
            usual.mode(), usual.experiment(), usual.design(), "another", "signup", 1 << 20));
    assertState(EventStore.Health.DEGRADED, "refused");
    gate.open();
    assertState(EventStore.Health.FAILED, "The visitor key is not the one");
    assertEquals(SignupOutcome.NOT_RECORDED, test.signUp(1));
  }

  private static TestStore onServer(String name) {
    String url = TestDatabase.onServer().url().replaceFirst("/test\\d+", "/" + name);
    Database database = new PostgresDatabase(url, Optional.empty(), Optional.of(PASSWORD));
    return new TestStore(new TestDatabase(database, url), LoggedEvents.NONE);
  }

  @Test
  void databaseThatIsNotThere() throws Exception {
    test = onServer("nowhere").open(TestStore.OPTIONS);
    assertState(EventStore.Health.DEGRADED, "database \"nowhere\" does not exist");
  }

  @Test
  void databaseThatCannotHoldEveryName() throws Exception {
    test = TestStore.unobserved(TestDatabase.onServer());
    test.execute("CREATE DATABASE latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    TestStore latin = onServer("latin1");
    String refusal =
        assertThrows(StoreException.class, () -> latin.open(TestStore.OPTIONS)).getMessage();
    assertTrue(refusal.contains("the encoding LATIN1"), refusal);
  }
}
