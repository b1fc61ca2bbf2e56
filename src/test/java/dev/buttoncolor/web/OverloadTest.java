package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More requests at once than are served. */
class OverloadTest {

  /** A page that takes a turn. */
  private static final String READY = "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final String VISIT = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final String BROWSER =
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36\r\n"
          + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8\r\n"
          + "Accept-Language: de,en-US;q=0.7\r\nX-Forwarded-For: 203.0.113.7, 10.0.0.1\r\n"
          + "Sec-Fetch-Site: none\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n"
          + "Cookie: ";

  /** Whose signup is answered at once. */
  private static final String BOT =
      "POST /signup HTTP/1.1\r\nUser-Agent: Googlebot/2.1\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n";

  private static final int SERVED = 4;
  private static final int WAITING = 3;
  private static final Duration AGES = Duration.ofHours(1);

  private final ExecutorService people = Executors.newCachedThreadPool();
  private final BlockingQueue<RawAnswer> answers = new LinkedBlockingQueue<>();

  @AfterEach
  void stopVisitors() {
    people.shutdownNow();
  }

  @Test
  void requestsBeyondTheLimitAreRefusedAtOnceAndTheRestIsServed() throws Exception {
    try (HeldExperiment experiment = full(AGES)) {
      come(WAITING + 20, experiment);
      for (int i = 0; i < 20; i++) {
        assertRefused(next()); // while every turn is still taken: a refusal does not wait for one
      }
      experiment.release();
      for (int i = 0; i < SERVED + WAITING; i++) {
        assertEquals(200, next().status());
      }
      come(1, experiment);
      assertEquals(200, next().status());
    }
  }

  /** One client that does not wait for its answers would otherwise have the thread for itself. */
  @Test
  void manyRequestsInARowLetGoOfTheThreadAndNoneIsRefused() throws Exception {
    try (HeldExperiment experiment = full(Duration.ofMillis(50));
        RawConnection hasty = RawConnection.to(experiment.uri())) {
      hasty.send(VISIT.repeat(RequestThreads.REQUESTS_IN_A_ROW));
      for (int i = 0; i < RequestThreads.REQUESTS_IN_A_ROW; i++) {
        assertEquals(200, hasty.answer().status());
      }
      List<Thread> threads = experiment.answering();
      int last = RequestThreads.REQUESTS_IN_A_ROW - 1;
      assertNotEquals(threads.get(last - 1), threads.get(last));
    }
  }

  /** Here one may wait; a signup that fails before it waits gives its place back. */
  @Test
  void signupsThatWaitForTheDiskHaveABoundAndAreThankedLater() throws Exception {
    Limits oneSignup = new Limits(SERVED, WAITING, AGES, 2, AGES, AGES);
    try (HeldExperiment experiment = new HeldExperiment(oneSignup);
        RawConnection alice = RawConnection.to(experiment.uri());
        RawConnection bob = RawConnection.to(experiment.uri())) {
      doThrow(new IllegalStateException())
          .when(experiment.assigner)
          .logSignup(new VisitorId("eve"));
      assertEquals(500, alice.get("/signup?random=eve").answer().status());

      alice.get("/signup?random=alice");
      verify(experiment.assigner, timeout(60_000)).logSignup(new VisitorId("alice"));
      RawAnswer refusal = bob.get("/signup?random=bob").answer();
      assertEquals(503, refusal.status());
      assertTrue(refusal.body().contains("Too many signups"), refusal::body);
      verify(experiment.assigner, never()).logSignup(new VisitorId("bob"));

      experiment.signup.complete(SignupOutcome.CONVERSION);
      assertTrue(alice.answer().body().contains("\"counted\":true"));
      assertEquals(200, bob.get("/signup?random=bob").answer().status());
    }
  }

  /** Jetty catches it; the program ends by what it has set for threads that end. */
  @Test
  void lackOfMemoryIsThatOfAThreadAndNotOfARequestAlone() throws Exception {
    BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    try (HeldExperiment experiment = new HeldExperiment(limits(AGES))) {
      experiment.fail(new OutOfMemoryError("of this test"));
      come(1, experiment);
      assertEquals("of this test", uncaught.poll(1, TimeUnit.MINUTES).getMessage());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"query", "X-Forwarded-For", "Accept", "User-Agent", "fields", "body", "chunks"})
  void requestThatTakesLongToReadTakesATurn(String what) throws Exception {
    String head =
        switch (what) {
          case "query" -> "GET /?random=bob" + "&a".repeat(2_000) + " HTTP/1.1\r\n";
          case "fields" -> "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(500);
          case "body" -> BOT + "Content-Length: 2100\r\n";
          case "chunks" -> BOT + "Transfer-Encoding: chunked\r\n";
          default -> "GET / HTTP/1.1\r\n" + what + ": " + "1.1.1.1, ".repeat(500) + "\r\n";
        };
    String body =
        what.equals("body") ? "a&".repeat(1_050) : what.equals("chunks") ? "0\r\n\r\n" : "";
    assertEquals(503, statusWhileEveryTurnIsTaken(head, body));
  }

  @Test
  void thatOfABrowserTakesNone() throws Exception {
    String headers = BROWSER + "c=1; ".repeat(1_000) + "\r\n";
    assertEquals(200, statusWhileEveryTurnIsTaken("GET /?random=bob HTTP/1.1\r\n" + headers, ""));
    assertEquals(200, statusWhileEveryTurnIsTaken("GET /health HTTP/1.1\r\n", ""));
    assertEquals(200, statusWhileEveryTurnIsTaken(BOT + "Content-Length: 10\r\n", "random=bob"));
  }

  @Test
  void waitingRequestIsRefusedAfterItsPatience() throws Exception {
    try (HeldExperiment experiment = full(Duration.ofMillis(50))) {
      come(1, experiment);
      assertRefused(next());
      experiment.release();
      for (int i = 0; i < SERVED; i++) {
        assertEquals(200, next().status());
      }
    }
  }

  private int statusWhileEveryTurnIsTaken(String head, String body) throws Exception {
    try (HeldExperiment experiment = full(Duration.ofMillis(1));
        RawConnection visitor = RawConnection.to(experiment.uri())) {
      return visitor.send(head + "Host: localhost\r\n\r\n" + body).answer().status();
    }
  }

  /** With every turn taken. */
  private HeldExperiment full(Duration patience) throws Exception {
    HeldExperiment experiment = new HeldExperiment(limits(patience));
    come(SERVED, experiment);
    experiment.awaitRequests(SERVED);
    return experiment;
  }

  /** Sends so many requests at once, each on a connection of its own. */
  private void come(int count, HeldExperiment experiment) {
    for (int i = 0; i < count; i++) {
      people.execute(() -> visit(experiment));
    }
  }

  private void visit(HeldExperiment experiment) {
    try (RawConnection visitor = RawConnection.to(experiment.uri())) {
      answers.add(visitor.send(READY).answer());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // next() then fails, as no answer comes
    }
  }

  private RawAnswer next() throws InterruptedException {
    return Objects.requireNonNull(answers.poll(1, TimeUnit.MINUTES), "no answer came");
  }

  private static void assertRefused(RawAnswer answer) {
    assertEquals(503, answer.status());
    assertFalse(answer.header("Retry-After").isEmpty(), answer::toString);
    assertTrue(answer.body().contains("busy"), answer::body);
  }

  private static Limits limits(Duration wait) {
    return new Limits(SERVED, WAITING, wait, 1_000, AGES, AGES);
  }

  @ParameterizedTest
  @CsvSource({"1048576, 4096", "1024, 832", "256, 64"})
  void connectionsFitIntoTheFilesThatMayBeOpen(long maxFiles, int connections) {
    assertEquals(connections, Limits.of(Long.MAX_VALUE, maxFiles).connections());
  }
}
