package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are opened to be kept, not to be used. */
class SlowlorisTest {

  private static final String VISIT = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: local";
  private static final String FORM =
      "POST /signup HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\nrandom=";

  private final List<Wire> slow = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (Wire wire : slow) {
      wire.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD, FORM})
  void fiveHundredRequestsThatTrickleKeepNobodyOut(String start) throws Exception {
    try (HeldExperiment experiment = HeldExperiment.free(Limits.STANDARD)) {
      open(500, start, experiment);
      trickle();
      assertVisitorIsServed(experiment);
    }
  }

  @Test
  void fiveHundredIdleVisitorsKeepNobodyOut() throws Exception {
    try (HeldExperiment experiment = HeldExperiment.free(Limits.STANDARD)) {
      open(500, VISIT, experiment);
      for (Wire idle : slow) {
        assertEquals(200, idle.answer().status());
      }
      assertVisitorIsServed(experiment);
    }
  }

  @Test
  void headThatTakesTooLongIsHungUpOn() throws Exception {
    try (HeldExperiment experiment = HeldExperiment.free(limits(100, Duration.ofNanos(1)))) {
      open(1, "GET / HTTP/1.1\r\n", experiment);
      assertHungUp(slow.get(0));
      assertVisitorIsServed(experiment); // whose whole head comes at once
    }
  }

  @Test
  void whereThereIsNoRoomIdleConnectionsGiveWay() throws Exception {
    try (HeldExperiment experiment = HeldExperiment.free(limits(20, Duration.ofMinutes(1)))) {
      open(20, VISIT, experiment);
      for (Wire idle : slow) {
        assertEquals(200, idle.answer().status());
      }
      assertVisitorIsServed(experiment);
      assertVisitorIsServed(experiment);
    }
  }

  private void open(int count, String start, HeldExperiment experiment) throws IOException {
    for (int i = 0; i < count; i++) {
      slow.add(Wire.to(experiment.uri()).send(start));
    }
  }

  private void trickle() throws IOException {
    for (Wire wire : slow) {
      wire.send("x");
    }
  }

  private static void assertHungUp(Wire wire) throws IOException {
    try {
      while (true) {
        wire.send("X");
      }
    } catch (SocketException e) {
      // which is what should happen, sooner or later
    }
  }

  private static void assertVisitorIsServed(HeldExperiment experiment) throws IOException {
    try (Wire visitor = Wire.to(experiment.uri())) {
      assertEquals(200, visitor.send(VISIT).answer().status());
    }
  }

  /** Room for so many connections, which may be idle for a moment only. */
  private static Limits limits(int connections, Duration head) {
    Limits standard = Limits.STANDARD;
    return new Limits(
        standard.served(),
        standard.waiting(),
        standard.patience(),
        connections,
        Duration.ofSeconds(2),
        Duration.ofMillis(100),
        head);
  }
}
