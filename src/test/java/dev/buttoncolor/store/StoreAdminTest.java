package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.VisitorRow;
import dev.buttoncolor.support.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator does to a store while the program serves. */
class StoreAdminTest extends OnEachDatabase {

  private static final Split SPLIT = new Split(TestStore.SALT, Map.of());

  private StoreAdmin admin;

  @BeforeEach
  void openForOperator() throws StoreException {
    admin = test.admin();
  }

  @AfterEach
  void closeForOperator() {
    admin.close();
  }

  private Map<VisitorId, VisitorRow> read(OptionalInt run) throws StoreException {
    Map<VisitorId, VisitorRow> visitors = new HashMap<>();
    admin.read(run, visitors::put);
    return visitors;
  }

  @Test
  void visitorsAreReadAsTheyAreAndOneWhoIsForgottenStaysInTheCounts() throws Exception {
    Instant exposed = test.now();
    VisitorId hex = new VisitorId("0123456789abcdef0123456789abcdef");
    test.expose(hex, "Blue", SPLIT);
    test.expose(hex, "Green", SPLIT);
    test.signUp(2); // never exposed
    test.advance(Duration.ofSeconds(5));
    test.signUp(hex, TestStore.SALT).join();

    assertEquals(
        Map.of(hex, new VisitorRow(1, "Blue", 1, exposed, test.now(), null, true)),
        read(OptionalInt.empty()));

    assertEquals(1, admin.forget(hex));
    assertEquals(0, admin.forget(hex));
    assertEquals(Map.of(), read(OptionalInt.empty()));
    assertEquals(new Counts(1, 1), test.counts("Blue"));
  }

  /** A transaction for all of it would keep the log from being cut, however long it stands. */
  @Test
  void moreVisitorsThanOnePageAreReadInSeveralTransactions() throws Exception {
    test.exposeAll(0, 2_500, "Blue");
    Set<VisitorId> read = new HashSet<>();
    admin.read(
        OptionalInt.empty(),
        (visitor, its) -> {
          if (read.isEmpty()) { // the last in order of their ids
            assertEquals(1, assertDoesNotThrow(() -> admin.forget(TestStore.visitor(999))));
          }
          read.add(visitor);
        });
    assertEquals(2_499, read.size());
    assertFalse(read.contains(TestStore.visitor(999)));
  }

  private int reset(boolean isDecided) throws StoreException {
    return admin.reset(false, run -> isDecided, test.now());
  }

  private int ship(String group) throws StoreException {
    return admin.ship(group, test.now());
  }

  @ParameterizedTest
  @CsvSource({"false, ABANDONED", "true, ENDED"})
  void resetEndsTheRunAndBeginsTheNextInTheRunningProgram(boolean decided, ExperimentState end)
      throws Exception {
    test.expose(1, "Blue");
    test.flush();
    test.advance(Duration.ofMinutes(1));
    assertEquals(2, reset(decided));
    Polling.until(() -> test.look().run().number() == 2);
    test.advance(Duration.ofSeconds(1));
    test.expose(1, "Blue");
    test.expose(2, "Green");
    test.flush();

    assertEquals(2, test.look().counts().total().visitors());
    assertEquals("Blue", test.look().design().orElseThrow().control());
    RecordedRun first = test.store().look(1).orElseThrow();
    assertEquals(end, first.run().state());
    assertEquals(new Counts(1, 0), first.counts().total());
    assertEquals(1, read(OptionalInt.of(1)).size());
    test.observe(TestStore.spec(TestStore.SALT, ExperimentState.ENDED, 0.5));
    assertThrows(StoreException.class, () -> reset(false));
  }

  @Test
  void shippedGroupStaysOverDocumentsAndRestartsUntilAResetDealsAnew() throws Exception {
    AtomicReference<Run> followed = new AtomicReference<>();
    test.store().follow(followed::set);
    test.expose(1, "Blue");
    test.flush();
    assertEquals(1, ship("Green"));
    Polling.until(() -> followed.get() != null && followed.get().shippedHere().isPresent());
    assertEquals("Second", followed.get().shippedHere().orElseThrow().paragraph());
    assertEquals(
        "Run 1 has ended, and everybody gets Green: reset begins the next run.",
        assertThrows(StoreException.class, () -> ship("Blue")).getMessage());

    test.advance(Duration.ofSeconds(1));
    test.reopen();
    test.observe(TestStore.spec(TestStore.SALT, ExperimentState.RUNNING, 0.9));
    test.expose(2, "Blue");
    assertEquals(SignupOutcome.NOT_RUNNING, test.signUp(1));
    test.flush();
    assertEquals(2, test.exclusions(Exclusion.ENDED));
    assertEquals(0.5, test.look().run().groups().get(0).share());

    assertEquals(2, reset(false));
    Polling.until(() -> test.look().run().number() == 2);
    test.advance(Duration.ofSeconds(1));
    test.observe(TestStore.running(TestStore.SALT));
    assertEquals(2, test.look().run().number());
    String salt = test.look().run().salt();
    assertNotEquals(TestStore.SALT, salt);
    test.expose(TestStore.visitor(1), "Blue", new Split(salt, Map.of()));
    test.expose(2, "Blue"); // by an instance that could not read the store
    test.flush();
    assertEquals(1, test.look().counts().total().visitors());
    RecordedRun first = test.store().look(1).orElseThrow();
    assertEquals(ExperimentState.ENDED, first.run().state());
    assertEquals(Optional.of("Green"), first.run().shippedGroup());
    assertEquals(new Counts(1, 0), first.counts().total());
    assertEquals(2, ship("Blue"));
    assertEquals(3, reset(false));
    Polling.until(() -> test.look().run().number() == 3);
    assertNotEquals(salt, test.look().run().salt());
  }
}
