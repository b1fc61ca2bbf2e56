package dev.buttoncolor.store;

import static dev.buttoncolor.store.TestStore.SALT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PlannedLook;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.support.Polling;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  private EventStore open(StoreOptions options) throws StoreException {
    return EventStore.open(database.database(), options, LoggedEvents.NONE, one.clock);
  }

  private void assertBothSay(String group, Counts expected) {
    Polling.until(() -> one.counts(group).equals(expected));
    Polling.until(() -> two.counts(group).equals(expected));
  }

  @Test
  void firstExposureAndFirstSignupWinAcrossInstances() throws Exception {
    one.expose(1, "Blue");
    one.flush();
    two.expose(1, "Blue");
    two.expose(1, "Green");
    assertEquals(SignupOutcome.CONVERSION, two.signUp(1));
    assertEquals(SignupOutcome.CONVERSION, one.signUp(1));

    assertBothSay("Blue", new Counts(1, 1));
    assertBothSay("Green", Counts.EMPTY);
    assertEquals(1, one.exclusions(Exclusion.CROSSOVER));
    assertEquals(1, one.number("SELECT count(*) FROM visitors"));
  }

  @Test
  void exclusionsOfAllInstancesAreAddedUp() {
    one.store().exclude(Exclusion.BOT);
    two.store().exclude(Exclusion.BOT);
    two.store().exclude(Exclusion.HEAD);
    one.flush();
    two.flush();

    Polling.until(() -> one.exclusions(Exclusion.BOT) == 2);
    Polling.until(() -> one.exclusions(Exclusion.HEAD) == 1);
    Polling.until(() -> two.exclusions(Exclusion.BOT) == 2);
  }

  /** An administrator's change of a table would wait for a transaction that is left open. */
  @Test
  void instanceThatOnlyReadsLeavesNoTransactionOpen() {
    two.clock.advance(Duration.ofHours(1));
    two.observe(TestStore.spec(SALT, ExperimentState.ENDED, 0.5));
    Polling.until(() -> one.look().run().state() == ExperimentState.ENDED);

    one.awaitNumber(
        0,
        """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND application_name = 'button-color' AND state <> 'idle'\
        """);
  }

  @Test
  void changeThatOneSeesAllFollow() {
    one.clock.advance(Duration.ofHours(1));
    one.observe(TestStore.spec(SALT, ExperimentState.RUNNING, 0.75));

    Polling.until(() -> two.look().design().orElseThrow().shares().get("Blue") == 0.75);
    assertEquals(2, two.look().run().stretches().size());
    assertEquals(Change.Kind.SHARE, two.look().run().changes().get(0).what());
    two.observe(TestStore.spec(SALT, ExperimentState.RUNNING, 0.75)); // learns of it by itself
    assertEquals(2, two.look().run().stretches().size());
    one.observe(TestStore.spec(SALT, ExperimentState.ENDED, 0.75));
    Polling.until(() -> two.look().run().state() == ExperimentState.ENDED);
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
      one.clock.advance(Duration.ofMinutes(3));
      two.clock.advance(Duration.ofMinutes(3));
      one.observe(TestStore.spec(SALT, ExperimentState.RUNNING, ofOne));
      for (int i = 0; i < 500; i++) {
        one.exposeBy(ofOne, next++, i % 10 < 10 * ofOne ? "Blue" : "Green");
        two.exposeBy(ofTwo, next++, i % 10 < 10 * ofTwo ? "Blue" : "Green");
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

  @Test
  void smallestPValuesAreShared() {
    for (int i = 0; i < 300; i++) {
      one.expose(i, "Blue"); // half of them should be in Green
    }
    one.flush();
    double seen = one.look().evidence().p(Evidence.SAMPLE_RATIO);
    assertTrue(seen < 0.01, Double.toString(seen));
    one.flush();
    for (int i = 300; i < 600; i++) {
      two.expose(i, "Green");
    }
    two.flush();

    Polling.until(() -> two.look().evidence().p(Evidence.SAMPLE_RATIO) == seen);
    assertEquals(600, two.look().counts().total().visitors());
  }

  /** Two instances that locked the same rows in different orders would deadlock. */
  @Test
  void smallestPValuesAreWrittenInOneOrder() throws Exception {
    int groups = 8;
    one.observe(
        new ExperimentSpec(
            "button_color",
            SALT,
            ExperimentState.RUNNING,
            IntStream.range(0, groups)
                .mapToObj(
                    i -> new Group("Group " + i, 1.0 / groups, new ButtonColor(0, 0, i), "Text"))
                .toList(),
            Optional.empty()));
    one.expose(0, "Group 0");
    one.flush();
    one.flush(); // the look at the end of the bucket, which finds nothing yet
    for (int i = 0; i < 200 * groups; i++) {
      one.expose(i, "Group " + i % groups);
      if (i < 20 * groups * (i % groups)) {
        one.signUpSoon(i);
      }
    }
    one.flush();
    one.look();
    one.flush();

    List<String> written = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT group_name || other_group FROM running_minimum WHERE kind = 'ABOVE' ORDER BY ctid")) {
      while (row.next()) {
        written.add(row.getString(1));
      }
    }
    assertTrue(written.size() > 2 * groups, written::toString);
    assertEquals(written.stream().sorted().toList(), written);
  }

  /** Both have found it due, each with counts of its own. */
  @Test
  void ofTwoPlannedLooksTheFirstStays() throws Exception {
    Pair pair = new Pair("Green", "Blue");
    for (int i = 0; i < 400; i++) {
      one.expose(i, i % 2 == 0 ? "Blue" : "Green");
      if (i % 5 == 0) {
        one.signUp(i);
      }
    }
    one.flush();
    one.look();
    for (int i = 400; i < 500; i++) {
      two.expose(i, i % 2 == 0 ? "Blue" : "Green");
    }
    two.flush();
    two.look();
    one.flush();
    two.flush();

    Polling.until(() -> two.look().evidence().plannedLook(pair).isPresent());
    PlannedLook taken = two.look().evidence().plannedLook(pair).orElseThrow();
    Polling.until(() -> one.look().evidence().plannedLook(pair).equals(Optional.of(taken)));
    assertEquals(1, one.number("SELECT count(*) FROM planned_look"));
  }

  @Test
  void newerSchemaIsRefused() throws Exception {
    one.execute("UPDATE button_color_schema SET version = 999");
    StoreException refusal = assertThrows(StoreException.class, () -> open(TestStore.OPTIONS));
    assertTrue(
        refusal
            .getMessage()
            .startsWith(
                "The database has schema version 999, and this program reads version 4: run a newer"),
        refusal.getMessage());
  }

  @Test
  void instancesThatStartTogetherMakeTheSchemaOnce() {
    TestDatabase empty = TestDatabase.onServer();
    List<CompletableFuture<EventStore>> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return EventStore.open(
                      empty.database(), TestStore.OPTIONS, LoggedEvents.NONE, one.clock);
                } catch (StoreException e) {
                  throw new AssertionError(e);
                }
              }));
    }
    for (CompletableFuture<EventStore> start : starts) {
      try (EventStore store = start.join()) {
        assertFalse(store.runs().isEmpty(), "the store could not connect at once");
      }
    }
  }
}
