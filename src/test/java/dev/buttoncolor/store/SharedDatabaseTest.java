package dev.buttoncolor.store;

import static dev.buttoncolor.store.TestStore.SALT;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PairCounts;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.store.database.EvidenceTable;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.support.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several instances on one PostgreSQL: one result, whichever is asked. */
@Timeout(120)
class SharedDatabaseTest {

  private final TestDatabase database = TestDatabase.onServer();
  private TestStore one;
  private TestStore two;

  @BeforeEach
  void open() throws StoreException {
    one = TestStore.on(database);
    two = TestStore.on(database);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private void assertBothSay(String group, Counts expected) {
    Polling.until(() -> one.counts(group).equals(expected));
    Polling.until(() -> two.counts(group).equals(expected));
  }

  /** The server keeps them until it looks at the table again, which by then may be large. */
  @Test
  void plansUseAnIndexEvenIfThereAreFewRows() throws Exception {
    one.expose(1, "Blue");
    one.flush();
    one.execute("ANALYZE visitor");
    String query = "EXPLAIN SELECT * FROM visitor WHERE run = 1 AND visitor = 'a'";
    try (Session session = database.database().openSession()) {
      String plan = session.query(query, row -> row.getString(1)).get(0);
      assertTrue(plan.startsWith("Index Scan"), plan);
    }
  }

  @Test
  void firstExposureAndFirstSignupWinAcrossInstancesAndExclusionsAddUp() throws Exception {
    one.store().exclude(Exclusion.BOT);
    one.expose(1, "Blue");
    one.flush();
    two.store().exclude(Exclusion.BOT);
    two.expose(1, "Blue");
    two.expose(1, "Green");
    assertEquals(SignupOutcome.CONVERSION, two.signUp(1));
    assertEquals(SignupOutcome.CONVERSION, one.signUp(1));

    assertBothSay("Blue", new Counts(1, 1));
    assertBothSay("Green", Counts.EMPTY);
    assertEquals(1, one.exclusions(Exclusion.CROSSOVER));
    Polling.until(() -> one.exclusions(Exclusion.BOT) == 2);
    assertEquals(1, one.number("SELECT count(*) FROM visitors"));
  }

  @Test
  void changeThatOneSeesAllFollow() {
    one.advance(Duration.ofHours(1));
    one.observe(TestStore.spec(SALT, ExperimentState.RUNNING, 0.75));

    Polling.until(() -> two.look().design().orElseThrow().shares().get("Blue") == 0.75);
    assertEquals(2, two.look().run().stretches().size());
    assertEquals(Change.Kind.SHARE, two.look().run().changes().get(0).what());
    two.observe(TestStore.spec(SALT, ExperimentState.RUNNING, 0.75)); // learns of it by itself
    assertEquals(2, two.look().run().stretches().size());
    one.observe(TestStore.spec(SALT, ExperimentState.ENDED, 0.75));
    Polling.until(() -> two.look().run().state() == ExperimentState.ENDED);

    // An administrator's change of a table would wait for a transaction that is left open.
    String open =
        """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND application_name = 'button-color' AND state <> 'idle'\
        """;
    Polling.until(() -> one.number(open) == 0);
  }

  /**
   * Two follows minutes later each time, there and back: no visitor is filed under shares by which
   * they were not assigned, so the sample ratio stays quiet.
   */
  @Test
  void instanceThatLearnsLateOfNewSharesDoesNoHarm() throws Exception {
    int next = 0;
    for (double ofOne : List.of(0.9, 0.5)) {
      double ofTwo = 1.4 - ofOne; // what held before
      one.advance(Duration.ofMinutes(3));
      two.advance(Duration.ofMinutes(3));
      one.observe(TestStore.spec(SALT, ExperimentState.RUNNING, ofOne));
      for (int i = 0; i < 500; i++) {
        exposeBy(one, ofOne, next++, i % 10 < 10 * ofOne);
        exposeBy(two, ofTwo, next++, i % 10 < 10 * ofTwo);
      }
      one.flush();
      two.flush();
      two.observe(TestStore.spec(SALT, ExperimentState.RUNNING, ofOne));
    }
    int exposed = next;
    Polling.until(() -> one.look().counts().total().visitors() == exposed);

    assertEquals(
        List.of(
            Map.of("Blue", new Counts(500, 0), "Green", new Counts(500, 0)),
            Map.of("Blue", new Counts(900, 0), "Green", new Counts(100, 0))),
        one.look().counts().stretches().stream().map(Stretch::byGroup).toList());
    assertEquals(1, one.look().evidence().p(Evidence.SAMPLE_RATIO));
  }

  private static void exposeBy(TestStore store, double shareOfBlue, int visitor, boolean blue) {
    Split split = Split.of(TestStore.spec(SALT, ExperimentState.RUNNING, shareOfBlue));
    store.expose(TestStore.visitor(visitor), blue ? "Blue" : "Green", split);
  }

  @Test
  void smallestPValuesAreShared() {
    one.exposeAll(0, 300, "Blue"); // half of them should be in Green
    double seen = one.look().evidence().p(Evidence.SAMPLE_RATIO);
    assertTrue(seen < 0.01, Double.toString(seen));
    one.flush();
    two.exposeAll(300, 600, "Green");

    Polling.until(() -> two.look().evidence().p(Evidence.SAMPLE_RATIO) == seen);
    assertEquals(600, two.look().counts().total().visitors());
  }

  /** Two instances that locked the same rows in different orders would deadlock. */
  @Test
  void evidenceIsWrittenInOneOrder() throws Exception {
    Map<Pair, Double> minima =
        IntStream.range(0, 50)
            .mapToObj(i -> new Pair("Group " + i, "Blue"))
            .collect(Collectors.toMap(pair -> pair, pair -> 0.5));
    try (Session session = database.database().openSession()) {
      EvidenceTable.add(session, Map.of(1, new Evidence(minima, Map.of())), one.now());
    }
    assertEquals(
        0,
        one.number(
            """
            SELECT count(*) FROM running_minimum a JOIN running_minimum b
            ON a.ctid < b.ctid AND a.group_name COLLATE "C" > b.group_name COLLATE "C"\
            """));
    assertEquals(50, one.number("SELECT count(*) FROM running_minimum"));
  }

  /** Both have found it due, each with counts of its own. */
  @Test
  void ofTwoPlannedLooksTheFirstStays() throws Exception {
    Pair pair = new Pair("Green", "Blue");
    one.exposeAll(0, 200, "Blue");
    one.exposeAll(200, 400, "Green");
    for (int i = 0; i < 400; i += 5) {
      one.signUp(i);
    }
    one.flush();
    one.look();
    two.exposeAll(400, 500, "Blue");
    two.look();
    one.flush();
    two.flush();

    Polling.until(() -> two.look().evidence().plannedLook(pair).isPresent());
    PairCounts taken = two.look().evidence().plannedLook(pair).orElseThrow();
    Polling.until(() -> one.look().evidence().plannedLook(pair).equals(Optional.of(taken)));
    assertEquals(1, one.number("SELECT count(*) FROM planned_look"));
  }

  @Test
  void instancesThatStartTogetherMakeTheSchemaOnce() {
    TestDatabase empty = TestDatabase.onServer();
    List<CompletableFuture<TestStore>> starts =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> assertDoesNotThrow(() -> TestStore.unobserved(empty))))
            .toList();
    for (CompletableFuture<TestStore> start : starts) {
      try (TestStore started = start.join()) {
        assertFalse(started.store().runs().isEmpty(), "the store could not connect at once");
      }
    }
  }

  /**
   * Stops each writer in the middle of its transaction, in which it has written such a row or is
   * about to, until the connection is closed.
   */
  private Connection holdRows(String moment, String condition) throws SQLException {
    one.execute(
        """
        CREATE FUNCTION hold() RETURNS TRIGGER LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END $$;
        CREATE TRIGGER hold %s INSERT ON visitor FOR EACH ROW WHEN (%s) EXECUTE FUNCTION hold()\
        """
            .formatted(moment, condition));
    Connection holding = database.connect();
    try (Statement statement = holding.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(4711)");
    }
    return holding;
  }

  /** Waits until so many transactions wait: for the test, or for one another. */
  private void awaitWaiting(int transactions) {
    String waiting =
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'\
        """;
    Polling.until(() -> one.number(waiting) == transactions);
  }

  @Test
  void signupMeetsTheExposureThatIsBeingCommitted() throws Exception {
    Connection holding = holdRows("AFTER", "new.exposed_at IS NOT NULL");
    one.expose(1, "Blue");
    awaitWaiting(1);
    CompletableFuture<SignupOutcome> signup = two.signUpSoon(1);
    awaitWaiting(2);
    holding.close();

    assertEquals(SignupOutcome.CONVERSION, signup.join());
    Polling.until(() -> one.counts("Blue").equals(new Counts(1, 1)));
  }

  @Test
  void exposureMeetsTheSignupThatIsBeingCommitted() throws Exception {
    Connection holding = holdRows("AFTER", "new.exposed_at IS NULL");
    two.advance(Duration.ofSeconds(5));
    CompletableFuture<SignupOutcome> signup = two.signUpSoon(1);
    awaitWaiting(1);
    one.expose(1, "Blue");
    awaitWaiting(2);
    holding.close();

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
    Connection holding = holdRows("BEFORE", "new.visitor = 'visitor-2'::bytea");
    one.expose(2, "Blue");
    one.expose(1, "Blue");
    awaitWaiting(1);
    two.expose(1, "Blue");
    two.expose(2, "Blue");
    awaitWaiting(2);
    holding.close();
    one.flush();
    two.flush();

    assertEquals(new Counts(2, 0), one.counts("Blue"));
    one.close();
    two.close();
    assertEquals(
        0, one.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
  }
}
