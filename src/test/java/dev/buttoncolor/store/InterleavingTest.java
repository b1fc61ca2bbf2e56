package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two instances in the middle of their transactions at the same time: a trigger holds one of them
 * at the row of a visitor until the test lets it go on.
 */
@Timeout(60)
class InterleavingTest {

  private static final int HELD = 4711;

  private final TestDatabase database = TestDatabase.onServer();
  private TestStore one;
  private TestStore two;
  private Connection holding;

  @BeforeEach
  void open() throws Exception {
    one = TestStore.on(database);
    two = TestStore.on(database);
    holding = database.connect();
    hold("SELECT pg_advisory_lock(%d)".formatted(HELD));
  }

  @AfterEach
  void close() throws Exception {
    holding.close();
    one.close();
    two.close();
  }

  private void hold(String sql) throws SQLException {
    try (Statement statement = holding.createStatement()) {
      statement.execute(sql);
    }
  }

  private void release() throws SQLException {
    hold("SELECT pg_advisory_unlock(%d)".formatted(HELD));
  }

  /** Holds a writer that has written the row and not committed it. */
  private void holdRows(String moment, String condition) throws SQLException {
    one.execute(
        """
        CREATE FUNCTION hold() RETURNS TRIGGER LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock_shared(%d); RETURN NEW; END $$;
        CREATE TRIGGER hold %s INSERT ON visitor FOR EACH ROW WHEN (%s) EXECUTE FUNCTION hold()\
        """
            .formatted(HELD, moment, condition));
  }

  /** Waits until so many transactions wait: for the test, or for one another. */
  private void awaitWaiting(int transactions) {
    one.awaitNumber(
        transactions,
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'\
        """);
  }

  @Test
  void signupMeetsTheExposureThatIsBeingCommitted() throws Exception {
    holdRows("AFTER", "new.exposed_at IS NOT NULL");
    one.expose(1, "Blue");
    awaitWaiting(1);
    CompletableFuture<SignupOutcome> signup = two.signUpSoon(1);
    awaitWaiting(2);
    release();

    assertEquals(SignupOutcome.CONVERSION, signup.join());
    Polling.until(() -> one.counts("Blue").equals(new Counts(1, 1)));
  }

  @Test
  void exposureMeetsTheSignupThatIsBeingCommitted() throws Exception {
    holdRows("AFTER", "new.exposed_at IS NULL");
    two.clock.advance(Duration.ofSeconds(5));
    CompletableFuture<SignupOutcome> signup = two.signUpSoon(1);
    awaitWaiting(1);
    one.expose(1, "Blue");
    awaitWaiting(2);
    release();

    assertEquals(SignupOutcome.WITHOUT_EXPOSURE, signup.join());
    Polling.until(() -> one.counts("Blue").equals(new Counts(1, 1)));
    assertEquals(0, one.exclusions(Exclusion.SIGNUP_WITHOUT_EXPOSURE));
  }

  /**
   * Both write visitors 1 and 2, and each meets the other's events in the opposite order. Each
   * would hold what the other waits for if they did not lock rows in the order of their keys.
   */
  @Test
  void batchesThatOverlapDoNotDeadlock() throws Exception {
    holdRows("BEFORE", "new.visitor = 'visitor-2'::bytea");
    one.expose(2, "Blue");
    one.expose(1, "Blue");
    awaitWaiting(1);
    two.expose(1, "Blue");
    two.expose(2, "Blue");
    awaitWaiting(2);
    release();
    one.flush();
    two.flush();

    assertEquals(new Counts(2, 0), one.counts("Blue"));
    one.close();
    two.close();
    assertEquals(
        0, one.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
  }
}
