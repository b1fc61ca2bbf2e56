package dev.buttoncolor.statsig.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.Outbox;
import dev.buttoncolor.store.TestLog;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.Gate;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.ReceivedRequests;
import dev.buttoncolor.support.ReceivedRequests.Event;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events of a real outbox arrive through every failure of Statsig: all, in order, and once. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class ForwarderTest {

  private static final String KEY = "secret-for-the-forwarder";
  private static final List<String> USERS =
      IntStream.range(0, 2_500).mapToObj(i -> "user-" + i).toList();

  @TempDir private Path folder;
  private final TestLog logged = new TestLog();
  private FakeStatsig statsig;
  private EventStore store;
  private Forwarder forwarder;

  @BeforeEach
  void start() throws Exception {
    statsig = FakeStatsig.start(KEY, "{}");
    openStore(new SqliteDatabase(folder.resolve("experiment.db")));
    startForwarder(store.outbox());
  }

  private void openStore(Database database) throws StoreException {
    store = EventStore.open(database, TestLog.LIVE, logged, Clock.systemUTC());
  }

  private void startForwarder(Outbox outbox) {
    forwarder =
        new Forwarder(
                outbox,
                new Delivery(statsig.uri(), KEY, Duration.ofSeconds(5), Clock.systemUTC()),
                new Triage(Duration.ofSeconds(2)),
                Duration.ofSeconds(20)) // so that a slow machine is no reason to leave an event
            .start();
  }

  @AfterEach
  void stop() {
    statsig.close();
    forwarder.close();
    store.close();
  }

  private void log(List<String> users) {
    String json = "{\"eventName\":\"visited_signup\",\"user\":{\"userID\":\"%s\"},\"time\":1}";
    for (String user : users) {
      logged.add(new VisitorId(user), "visited_signup", json.formatted(user));
    }
  }

  private void logAndCommit(List<String> users) {
    log(users);
    assertTrue(store.outbox().commitLogged(Duration.ofSeconds(30)));
  }

  private List<String> arrived() {
    return statsig.received().events().stream().map(Event::userId).toList();
  }

  private void awaitWaiting(long events) {
    Polling.until(() -> store.outbox().contents().events() == events, store.outbox()::contents);
  }

  private void awaitProblem() {
    Polling.until(() -> forwarder.problem().isPresent());
  }

  static Stream<Named<Consumer<FakeStatsig>>> outages() {
    return Stream.of(
        Named.of("503", statsig -> statsig.answer(503)),
        Named.of("too much to do", statsig -> statsig.answer(429, "Retry-After", "1")),
        Named.of("400 from a proxy", statsig -> statsig.answer(400)),
        Named.of("a login page", statsig -> statsig.denySuccess("<html>")),
        Named.of("accepts and hangs", FakeStatsig::hang),
        Named.of("refuses connections", FakeStatsig::refuse));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageLosesNothingAndRepeatsNothing(Consumer<FakeStatsig> outage) throws Exception {
    outage.accept(statsig);
    logAndCommit(USERS);
    awaitProblem();
    statsig.recover();
    statsig.received().awaitEvents(USERS.size());
    awaitWaiting(0);
    assertEquals(USERS, arrived());
    assertEquals(0, store.outbox().contents().deadLetters());
    assertEquals(Optional.empty(), forwarder.problem());
  }

  @Test
  void refusedEventEndsAsADeadLetterAndTheOthersArrive() {
    logAndCommit(List.of("before"));
    statsig.received().awaitEvents(1);
    statsig.reject("user-700\"", 413);
    logAndCommit(USERS.subList(0, 1_000));
    statsig.received().awaitEvents(1_000);
    for (int i = 1_000; store.outbox().contents().deadLetters() == 0; i++) {
      logAndCommit(List.of("user-" + i)); // it is believed once another passes after it
      statsig.received().awaitEvent("visited_signup", "user-" + i);
    }
    awaitWaiting(0);
    assertEquals(arrived().size(), arrived().stream().distinct().count());
  }

  @Test
  void deliveredEventIsNotSentAgainThoughTheDatabaseFreezesBeforeItIsTold() throws Exception {
    forwarder.close();
    store.close();
    try (Gate gate = new Gate()) {
      gate.open();
      TestDatabase database = TestDatabase.behind(gate, "socketTimeout=60");
      openStore(database.database());
      Outbox freezing = mock(Outbox.class, delegatesTo(store.outbox()));
      doAnswer(
              delivered -> {
                gate.freeze();
                store.outbox().delivered(delivered.getArgument(0));
                return null;
              })
          .doAnswer(delegatesTo(store.outbox()))
          .when(freezing)
          .delivered(any());
      startForwarder(freezing);
      logAndCommit(USERS);
      awaitProblem();
      assertEquals(1_000, arrived().size());
      gate.thaw();
      awaitWaiting(0);

      assertEquals(USERS, arrived());
      forwarder.close();
      store.close();
    }
  }

  @Test
  void stopSendsWhatWasLoggedBefore() {
    log(USERS.subList(0, 100));
    forwarder.close();
    statsig.received().awaitEvents(100);
    assertEquals(USERS.subList(0, 100), arrived());
    assertEquals(0, store.outbox().contents().events());
  }

  @Test
  void stopDuringAPauseTriesOnceMore() throws Exception {
    statsig.answer(503);
    logAndCommit(USERS);
    awaitProblem();
    statsig.recover();
    forwarder.close();
    statsig.received().awaitEvents(USERS.size());
    assertEquals(USERS, arrived());
  }

  @Test
  void stopDoesNotComeBackSoonerThanStatsigAsked() {
    statsig.answer(429, "Retry-After", "120");
    logAndCommit(USERS);
    awaitProblem();
    forwarder.close();
    assertEquals(1, statsig.received().requestsTo(ReceivedRequests.LOG_EVENT).size());
  }
}
