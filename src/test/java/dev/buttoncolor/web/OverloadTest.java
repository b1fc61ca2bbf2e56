package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More requests at once than are served. */
class OverloadTest {

  /** A page that takes a turn. */
  private static final String READY = "GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final String VISIT = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

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
    try (HeldExperiment experiment = HeldExperiment.held(limits(AGES))) {
      come(SERVED, experiment);
      experiment.awaitRequests(SERVED);
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

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?random", "/health"})
  void pageThatWaitsForNothingIsServedWhileEveryTurnIsTaken(String path) throws Exception {
    try (HeldExperiment experiment = HeldExperiment.held(limits(AGES));
        RawConnection visitor = RawConnection.to(experiment.uri())) {
      come(SERVED, experiment);
      experiment.awaitRequests(SERVED);
      come(WAITING + 1, experiment);
      assertRefused(next());
      assertEquals(200, visitor.get(path).answer().status());
    }
  }

  @Test
  void landingPageIsAnsweredByTheThreadsThatReadRequests() throws Exception {
    List<RawConnection> visitors = new ArrayList<>();
    try (HeldExperiment experiment = HeldExperiment.free(limits(AGES))) {
      for (int i = 0; i < 20; i++) {
        visitors.add(RawConnection.to(experiment.uri()).send(VISIT));
        visitors.get(i).answer();
      }
      experiment.answering();
      for (int round = 0; round < 20; round++) {
        for (RawConnection visitor : visitors) {
          visitor.send(VISIT);
        }
        for (RawConnection visitor : visitors) {
          assertEquals(200, visitor.answer().status());
        }
      }
      Set<Thread> readers = Set.copyOf(experiment.answering());
      int processors = Runtime.getRuntime().availableProcessors();
      assertTrue(readers.size() <= processors, () -> readers + " are more than " + processors);
    } finally {
      for (RawConnection visitor : visitors) {
        visitor.close();
      }
    }
  }

  /** One client that does not wait for its answers would otherwise have the thread for itself. */
  @Test
  void manyRequestsInARowLetGoOfTheThreadAndNoneIsRefused() throws Exception {
    try (HeldExperiment experiment = HeldExperiment.held(limits(Duration.ofMillis(50)));
        RawConnection hasty = RawConnection.to(experiment.uri())) {
      come(SERVED, experiment);
      experiment.awaitRequests(SERVED);
      hasty.send(VISIT.repeat(RequestThreads.REQUESTS_IN_A_ROW));
      for (int i = 0; i < RequestThreads.REQUESTS_IN_A_ROW; i++) {
        assertEquals(200, hasty.answer().status());
      }
      List<Thread> threads = experiment.answering();
      int last = RequestThreads.REQUESTS_IN_A_ROW - 1;
      assertNotEquals(threads.get(last - 1), threads.get(last));
    }
  }

  @Test
  void failureEndsTheTurn() throws Exception {
    try (HeldExperiment experiment = HeldExperiment.failing(limits(AGES))) {
      for (int i = 0; i <= SERVED; i++) { // one more than there are turns
        come(1, experiment);
        assertEquals(500, next().status());
      }
    }
  }

  @Test
  void waitingRequestIsRefusedAfterItsPatience() throws Exception {
    try (HeldExperiment experiment = HeldExperiment.held(limits(Duration.ofMillis(50)))) {
      come(SERVED, experiment);
      experiment.awaitRequests(SERVED);
      come(1, experiment);
      assertRefused(next());
      experiment.release();
      for (int i = 0; i < SERVED; i++) {
        assertEquals(200, next().status());
      }
    }
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
}
