package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RawConnection;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are opened to be kept, not to be used. */
class SlowClientsTest {

  private static final String VISIT = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: local";
  private static final String FORM =
      "POST /signup HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\nrandom=";

  private static final Limits ROOMY = Limits.of(Long.MAX_VALUE, Long.MAX_VALUE);

  /** Longer than any test takes: what a test sees is not done by this limit. */
  private static final Duration AGES = Duration.ofHours(1);

  private static final Duration SHORT = Duration.ofMillis(200);

  private final List<RawConnection> slow = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (RawConnection connection : slow) {
      connection.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD, FORM, VISIT})
  void fiveHundredSlowOrIdleConnectionsKeepNoVisitorOut(String start) throws Exception {
    try (HeldExperiment experiment = new HeldExperiment(ROOMY)) {
      open(500, start, experiment);
      for (RawConnection connection : slow) {
        connection.send("x");
      }
      assertVisitorIsServed(experiment);
    }
  }

  @Test
  void clientsThatReadNothingKeepNoVisitorOut() throws Exception {
    String large = "x".repeat(1 << 20); // more than the system takes before anything is read
    try (HeldExperiment experiment = new HeldExperiment(limits(1_000, AGES, AGES)).show(large)) {
      for (int i = 0; i < 64; i++) { // more than there are turns, and as many as there are threads
        slow.add(RawConnection.withSmallBuffer(experiment.uri()).send(VISIT.repeat(400)));
      }
      experiment.awaitRequests(64);
      for (int i = 0; i < 20; i++) {
        assertVisitorIsServed(experiment);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n", FORM})
  void requestThatTricklesForTooLongIsHungUpOn(String start) throws Exception {
    try (HeldExperiment experiment = new HeldExperiment(limits(100, SHORT, SHORT))) {
      open(1, start, experiment);
      assertTrue(endsWhileTrickling(slow.get(0)));
      assertVisitorIsServed(experiment);
    }
  }

  @Test
  void silentConnectionIsHungUpOn() throws Exception {
    try (HeldExperiment experiment = new HeldExperiment(limits(100, SHORT, SHORT))) {
      open(1, VISIT, experiment);
      assertEquals(200, slow.get(0).answer().status());
      assertEquals(Optional.empty(), slow.get(0).answerIfAny());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {VISIT, HEAD, FORM})
  void whereThereIsNoRoomSlowConnectionsGiveWay(String start) throws Exception {
    try (HeldExperiment experiment = new HeldExperiment(limits(20, AGES, SHORT))) {
      open(20, start, experiment);
      assertVisitorIsServed(experiment);
      assertVisitorIsServed(experiment);
    }
  }

  private void open(int count, String start, HeldExperiment experiment) throws IOException {
    for (int i = 0; i < count; i++) {
      slow.add(RawConnection.to(experiment.uri()).send(start));
    }
  }

  /** Sends a byte at a time, each long before the connection is idle, and not too many of them. */
  private static boolean endsWhileTrickling(RawConnection connection) throws IOException {
    try {
      for (int i = 0; i < 900; i++) {
        if (connection.send("X").endsSoon()) {
          return true;
        }
      }
      return false;
    } catch (SocketException e) { // the byte found no connection any more
      return true;
    }
  }

  private static void assertVisitorIsServed(HeldExperiment experiment) throws IOException {
    try (RawConnection visitor = RawConnection.to(experiment.uri())) {
      assertEquals(200, visitor.send(VISIT).answer().status());
    }
  }

  private static Limits limits(int connections, Duration exchange, Duration crowded) {
    return new Limits(
        ROOMY.served(), ROOMY.waiting(), ROOMY.patience(), connections, exchange, crowded);
  }
}
