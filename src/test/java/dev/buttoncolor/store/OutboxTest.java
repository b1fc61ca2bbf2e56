package dev.buttoncolor.store;

import static dev.buttoncolor.store.TestStore.visitor;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.EventLog.Place;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.OutboxTable.Contents;
import dev.buttoncolor.store.database.OutboxTable.DeadLetter;
import dev.buttoncolor.store.database.OutboxTable.Lease;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.CapturedLog;
import dev.buttoncolor.support.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the store has, the outbox has, and it leaves it once. */
class OutboxTest extends OnEachDatabase {

  private static final Split SPLIT = new Split(TestStore.SALT, Map.of());
  private static final Duration LONG = Duration.ofSeconds(10);

  private final TestLog log = new TestLog();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private volatile Executable beforeCommit = () -> {};

  /** On a database whose commits succeed, while the answers to some of them are lost. */
  @Override
  TestStore open(TestDatabase database) throws Exception {
    Database losing = mock(Database.class, delegatesTo(database.database()));
    doAnswer(open -> losingAnswers(database.database().openSession())).when(losing).openSession();
    return TestStore.on(new TestDatabase(losing, database.url()), log);
  }

  private Session losingAnswers(Session session) throws SQLException {
    Session losing =
        mock(Session.class, withSettings().stubOnly().defaultAnswer(delegatesTo(session)));
    doAnswer(
            commit -> {
              beforeCommit.execute();
              session.commit();
              if (answersToLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new SQLException("the connection was lost", "08006");
              }
              return null;
            })
        .when(losing)
        .commit();
    return losing;
  }

  private Outbox outbox() {
    return test.store().outbox();
  }

  /** As the program does: a place, then the SDK, then the store. */
  private void expose(int visitor) {
    try (Place place = test.store().reserve().orElseThrow()) {
      log.add(visitor(visitor), "exposure");
      place.exposed(visitor(visitor), "Blue", SPLIT, test.now());
    }
  }

  private void exposeAll(int from, int to) {
    for (int i = from; i < to; i++) {
      expose(i);
    }
    test.flush();
  }

  private CompletableFuture<SignupOutcome> signUp(int visitor) {
    try (Place place = test.store().reserve().orElseThrow()) {
      log.add(visitor(visitor), "signup");
      return place.signedUp(visitor(visitor), TestStore.SALT, test.now());
    }
  }

  private static String event(String name, int visitor) {
    return TestLog.json(visitor(visitor), name);
  }

  /** What is due, and goes together, which Statsig then has; empty if nothing is due. */
  private List<String> deliver() {
    Optional<Lease> lease = outbox().lease();
    lease.ifPresent(outbox()::delivered);
    return lease.map(Lease::events).orElse(List.of());
  }

  private List<String> deliverAll() {
    List<String> all = new ArrayList<>();
    for (List<String> events = deliver(); !events.isEmpty(); events = deliver()) {
      all.addAll(events);
    }
    return all;
  }

  @Test
  void eventsAreInBothInTheirOrderOnceTheSignupIsAnswered() throws Exception {
    expose(1);
    assertEquals(SignupOutcome.CONVERSION, signUp(1).join());
    assertEquals(2, outbox().contents().events());
    assertEquals(test.now(), outbox().contents().oldest().orElseThrow());

    assertEquals(List.of(event("exposure", 1), event("signup", 1)), deliverAll());
    assertEquals(0, outbox().contents().events());
    assertEquals(0, outbox().contents().bytes());
    assertEquals(0, test.number("SELECT count(*) FROM outbox"));
    assertEquals(0, test.store().status().waiting(), "places are given back");
    assertEquals(new Counts(1, 1), test.counts("Blue"));
  }

  @Test
  void signupIsAnsweredOnceItIsCommitted() throws Exception {
    test.flush();
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    beforeCommit =
        () -> {
          writing.countDown();
          go.await();
        };
    CompletableFuture<SignupOutcome> signup = signUp(1);
    writing.await();
    assertNotEquals(SignupOutcome.WITHOUT_EXPOSURE, signup.getNow(null));
    go.countDown();
    Polling.until(() -> test.exclusions(Exclusion.SIGNUP_WITHOUT_EXPOSURE) == 1);
  }

  @Test
  void whatIsForStatsigAloneIsAnsweredAfterItsCommitAndSeenByNoReader() throws Exception {
    test.flush();
    long version = test.store().version();
    Place unused = test.store().reserve().orElseThrow();
    log.add(visitor(1), "exposure"); // of a visitor who is held out
    unused.close();
    CompletableFuture<SignupOutcome> signup;
    try (Place place = test.store().reserve().orElseThrow()) {
      log.add(visitor(1), "signup");
      signup = place.signedUpUncounted();
    }
    assertEquals(SignupOutcome.NOT_RUNNING, signup.join());
    assertEquals(2, test.number("SELECT sum(events) FROM outbox"));
    assertEquals(2, deliverAll().size());
    if (backend == Backend.SQLITE) {
      assertEquals(version, test.store().version());
    }
    assertEquals(0, test.number("SELECT count(*) FROM visitor"));
  }

  @Test
  void commitWhoseAnswerWasLostCountsAndAddsNothingTwice() throws Exception {
    expose(1);
    test.store().exclude(Exclusion.BOT);
    test.flush();
    answersToLose.set(3);
    expose(2);
    test.expose(1, "Green"); // crosses over
    signUp(2);
    signUp(3);
    test.store().exclude(Exclusion.BOT);
    test.flush();

    assertEquals(0, answersToLose.get());
    assertEquals(
        List.of(event("exposure", 1), event("exposure", 2), event("signup", 2), event("signup", 3)),
        deliverAll());
    assertEquals(new Counts(2, 1), test.counts("Blue"));
    assertEquals(1, test.exclusions(Exclusion.CROSSOVER));
    assertEquals(1, test.exclusions(Exclusion.SIGNUP_WITHOUT_EXPOSURE));
    assertEquals(2, test.exclusions(Exclusion.BOT));
    assertEquals(0, log.size());
  }

  /** The one case in which only Statsig has an event. */
  @Test
  void eventThatTheDatabaseRefusesIsInTheOutboxAndStopsNoOther() throws Exception {
    test.execute(
        backend == Backend.SQLITE
            ? """
              CREATE TRIGGER refuse BEFORE INSERT ON visitor
              WHEN new.visitor = CAST('visitor-13' AS BLOB)
              BEGIN SELECT RAISE(ABORT, 'not this one'); END\
              """
            : "ALTER TABLE visitor ADD CHECK (visitor <> 'visitor-13'::bytea)");
    exposeAll(10, 100);
    assertEquals(SignupOutcome.NOT_TAKEN, signUp(13).join());
    assertEquals(SignupOutcome.CONVERSION, signUp(14).join());
    test.flush();

    List<String> delivered = deliverAll();
    assertEquals(92, delivered.size());
    assertTrue(delivered.contains(event("exposure", 13)));
    assertEquals(new Counts(89, 1), test.counts("Blue"));
    assertEquals(2, test.exclusions(Exclusion.UNRECORDABLE));
    assertEquals(0, test.store().status().waiting());
  }

  /** On a file with the process that holds it, and on a server after 45 s. */
  @Test
  void leaseEnds() throws Exception {
    exposeAll(1, 2);
    Lease first = outbox().lease().orElseThrow();
    test.reopen(); // the lease is left behind, as by a kill
    if (backend == Backend.POSTGRESQL) {
      assertTrue(outbox().lease().isEmpty());
      long remaining = test.number("SELECT due_at FROM outbox") - System.currentTimeMillis();
      assertTrue(remaining > 30_000 && remaining <= 45_000, Long.toString(remaining));
      test.execute("UPDATE outbox SET due_at = 1"); // as 45 s later
      Lease second = outbox().lease().orElseThrow();
      outbox().delivered(first);
      assertEquals(1, test.number("SELECT count(*) FROM outbox"), "the second lease's to delete");
      outbox().release(second);
    }
    assertEquals(List.of(event("exposure", 1)), deliverAll());
  }

  @Test
  void whatIsLoggedAfterDropsIsNotTakenForWhatWasDropped() throws Exception {
    exposeAll(1, 2);
    Lease lease = outbox().lease().orElseThrow();
    test.execute("DELETE FROM outbox");
    expose(2);
    test.flush();
    outbox().delivered(lease);
    assertEquals(List.of(event("exposure", 2)), deliverAll());
  }

  @Test
  void eventsThatFailAreHalvedOutAndPutOff() throws Exception {
    exposeAll(0, 7);
    exposeAll(7, 9);
    Lease lease = outbox().lease().orElseThrow();
    assertEquals(9, lease.events().size());
    outbox().halve(lease, Duration.ofMinutes(1));
    exposeAll(9, 11);
    assertEquals(List.of(event("exposure", 9), event("exposure", 10)), deliverAll());

    test.execute("UPDATE outbox SET due_at = 1");
    Lease half = outbox().lease().orElseThrow();
    assertTrue(half.alone());
    assertEquals(lease.events().subList(0, 5), half.events());
    exposeAll(11, 12);
    outbox().halve(half, Duration.ZERO);
    assertEquals(
        List.of(
            lease.events().subList(0, 3),
            lease.events().subList(3, 5),
            lease.events().subList(5, 9),
            List.of(event("exposure", 11))),
        List.of(deliver(), deliver(), deliver(), deliver()));
  }

  /** Or events that fail again and again would keep all others waiting. */
  @Test
  void eventThatIsPutOffAloneWaitsInItsTurn() throws Exception {
    exposeAll(1, 2);
    Lease lease = outbox().lease().orElseThrow();
    exposeAll(2, 3);
    outbox().halve(lease, Duration.ofMinutes(1));
    test.execute("UPDATE outbox SET due_at = 1");
    assertEquals(List.of(event("exposure", 2), event("exposure", 1)), deliverAll());
  }

  @Test
  void refusedEventsAreKeptAsDeadLettersAreListedAndSentAgain() throws Exception {
    for (int i = 1; i <= 2; i++) {
      exposeAll(i, i + 1);
      outbox().halve(outbox().lease().orElseThrow(), Duration.ZERO);
      Lease lease = outbox().lease().orElseThrow();
      outbox().refuse(lease, "400: " + i);
      outbox().refuse(lease, "400: " + i); // as if the first had not been heard of in time
    }
    test.reopen();

    assertTrue(outbox().lease().isEmpty());
    assertEquals(0, outbox().contents().events());
    assertEquals(2, outbox().contents().deadLetters());
    assertTrue(outbox().contents().bytes() > 0);
    try (StoreAdmin admin = test.admin()) {
      assertEquals(
          List.of(
              new DeadLetter(visitor(1), "exposure", Instant.ofEpochMilli(1), "400: 1"),
              new DeadLetter(visitor(2), "exposure", Instant.ofEpochMilli(1), "400: 2")),
          admin.deadLetters(10));
      assertEquals(2, admin.retryDeadLetters());
      assertEquals(List.of(), admin.deadLetters(10));
    }

    assertEquals(List.of(event("exposure", 1), event("exposure", 2)), deliverAll());
    assertEquals(0, outbox().contents().deadLetters());
    assertEquals(0, outbox().contents().bytes());
  }

  @Test
  void fullOutboxDropsDeadLettersAndThenTheOldest() throws Exception {
    try (CapturedLog captured = new CapturedLog()) {
      exposeAll(1, 2);
      outbox().refuse(outbox().lease().orElseThrow(), "400");
      int many = 20_000; // of more than 60 bytes each, in a megabyte
      exposeAll(2, many);

      Contents contents = outbox().contents();
      assertEquals(0, contents.deadLetters());
      assertTrue(contents.bytes() <= TestStore.OPTIONS.outboxMaxBytes());
      assertEquals(many - 1, contents.events() + contents.dropped());
      assertEquals(contents.events(), test.number("SELECT sum(events) FROM outbox"));
      List<String> left = deliverAll();
      assertEquals(event("exposure", many - 1), left.get(left.size() - 1));
      assertTrue(captured.text().contains("EVENTS LOST"), captured.text());
    }
    assertEquals(0, outbox().contents().bytes());
  }

  /** As far as an instance knows, which pauses since its last post, the outbox is still full. */
  @Test
  void nothingIsDroppedIfAnotherInstanceHasMadeRoom() throws Exception {
    exposeAll(0, 10_000);
    test.execute("DELETE FROM outbox");
    test.execute("UPDATE instance SET events = 0, bytes = 0");
    exposeAll(10_000, 20_000);
    assertEquals(10_000, test.number("SELECT sum(events) FROM outbox"));
  }

  @Test
  void whileItIsHalfFullASignupThatIsRepeatedIsNotSentAgain() {
    expose(1);
    signUp(1).join();
    exposeAll(2, 10_000);
    long before = outbox().contents().events();
    assertTrue(2 * outbox().contents().bytes() > TestStore.OPTIONS.outboxMaxBytes());
    assertEquals(SignupOutcome.CONVERSION, signUp(1).join());
    assertEquals(before, outbox().contents().events());
    signUp(2).join();
    assertEquals(before + 1, outbox().contents().events());
    assertEquals(0, log.size());
  }

  @Test
  void forgottenVisitorsEventsAreDeletedAndAResetTouchesNone() throws Exception {
    exposeAll(1, 3);
    outbox().refuse(outbox().lease().orElseThrow(), "400");
    exposeAll(1, 3);
    try (StoreAdmin admin = test.admin()) {
      admin.forget(visitor(1));
      admin.reset(false, run -> false, test.now());
    }
    assertEquals(List.of(event("exposure", 2)), deliverAll());
    assertEquals(1, outbox().contents().deadLetters());
    assertEquals(1, test.number("SELECT count(*) FROM outbox"));
  }

  @Test
  void forwarderThatWaitsHearsOfNews() throws Exception {
    outbox().lease();
    CompletableFuture<Void> news =
        CompletableFuture.runAsync(
            () -> assertDoesNotThrow(() -> outbox().await(Duration.ofHours(1))));
    expose(1);
    news.join();
    assertTrue(outbox().lease().isPresent());
  }
}
