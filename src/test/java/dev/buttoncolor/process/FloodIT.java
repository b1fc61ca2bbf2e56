package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.HostileRequest;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RawConnection;
import dev.buttoncolor.support.ReceivedRequests.Event;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.Specs;
import dev.buttoncolor.support.StoredEvents;
import dev.buttoncolor.web.http.Assets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that are each as costly as a client can make them, in the heap of the image. */
class FloodIT {

  private static final Logger LOG = LoggerFactory.getLogger(FloodIT.class);

  /** Twice as many as there may be in this heap. */
  private static final int CONNECTIONS = Integer.getInteger("flood.connections", 128);

  private static final String HEAD = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(8_000);
  private static final String FIELDS = "GET / HTTP/1.1\r\nHost: a\r\n" + "a:\r\n".repeat(2_000);
  private static final String FORM =
      "POST /signup HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
          + "x".repeat(3_900);
  private static final String LONG =
      "GET /?random=bob%s HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %s\r\n\r\n"
          .formatted("&a".repeat(1_500), "1.1.1.1, ".repeat(450))
          .repeat(50);
  private static final String READER = get("/results").repeat(400);

  private static final Duration ROUND = Duration.ofSeconds(8);

  @TempDir private Path folder;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Set<String> signedUp = new HashSet<>();
  private int failed;
  private URI server;

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  @Test
  void visitorsAreServedAfterEachFlood() throws Exception {
    try (RunningProgram program = RunningProgram.inMemoryOfImage(folder, Map.of())) {
      server = URI.create(program.url());
      Map<String, String> floods =
          Map.of(
              "heads", HEAD,
              "fields", FIELDS,
              "forms", FORM,
              "readers", READER,
              "files", get(Assets.href("results.css")).repeat(300));
      for (Map.Entry<String, String> flood : floods.entrySet()) {
        open(CONNECTIONS, flood.getValue()).forEach(FloodIT::hangUp);
        for (int i = 0; i < 50; i++) {
          String visitor = "?random=after-%s-%d".formatted(flood.getKey(), i);
          assertServed(program, "/" + visitor);
          assertServed(program, "/signup" + visitor);
        }
        assertServed(program, "/results");
      }
    }
  }

  /** Opens connections that send this and read nothing. */
  private List<RawConnection> open(int connections, String bytes) {
    List<RawConnection> open = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      try {
        RawConnection connection = RawConnection.withSmallBuffer(server);
        open.add(connection);
        connection.send(bytes);
      } catch (IOException e) {
        // There was no room for it.
      }
    }
    return open;
  }

  private static void hangUp(RawConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  private boolean isServed(String path) {
    try (RawConnection visitor = RawConnection.to(server)) {
      return visitor.get(path).answerIfAny().filter(a -> a.status() == 200).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** A visitor who is turned away before the last of the flood is gone comes again. */
  private void assertServed(RunningProgram program, String path) {
    for (int i = 0; i < 1_000 && ProcessHandle.of(program.pid()).isPresent(); i++) {
      if (isServed(path)) {
        return;
      }
    }
    fail(() -> path + " is not served: " + program.said());
  }

  /**
   * Hostile and ordinary clients side by side, live, with a new spec document each round: {@code
   * mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=FloodIT
   * -Dsoak.minutes=10}.
   */
  @Test
  @EnabledIfSystemProperty(named = "soak.minutes", matches = "\\d+")
  void ordinaryVisitsAreServedAndNothingGrows() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start("secret-soak", Specs.large(0));
        RunningProgram program = RunningProgram.inMemoryOfImage(folder, statsig.settings())) {
      server = URI.create(program.url());
      List<Thread> clients = new ArrayList<>();
      for (String bytes : List.of(HEAD, FORM, READER, LONG)) {
        clients.add(new Thread(() -> floodEachRound(bytes)));
      }
      clients.add(new Thread(this::sendHostileRequests));
      clients.add(new Thread(this::visit));
      clients.forEach(Thread::start);
      List<Long> memory = new ArrayList<>();
      List<Long> descriptors = new ArrayList<>();
      Path process = Path.of("/proc", Long.toString(program.pid()));
      Duration length = Duration.ofMinutes(Long.getLong("soak.minutes"));
      for (long round = 1; round <= length.dividedBy(ROUND); round++) {
        statsig.serve(Specs.large(round));
        awaitRound();
        memory.add(residentKb(process));
        descriptors.add((long) process.resolve("fd").toFile().list().length);
      }
      over.countDown();
      for (Thread client : clients) {
        client.join();
      }

      LOG.info("{} ordinary visits were served, and {} failed", signedUp.size(), failed);
      LOG.info("Each {} s: resident KB {}, descriptors {}", ROUND.toSeconds(), memory, descriptors);
      assertEquals(Set.of(), StoredEvents.in(folder).missing(signedUp));
      Polling.until(() -> toldTo(statsig).containsAll(signedUp));
      assertTrue(failed * 1_000 <= signedUp.size(), "more than 0.1 % of visits failed");
      assertFlat("resident memory", memory);
      assertFlat("descriptors", descriptors);
    }
  }

  /** Whether it was the last round. */
  private boolean awaitRound() {
    try {
      return over.await(ROUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** More connections than are served at once. */
  private void floodEachRound(String bytes) {
    boolean last = false;
    while (!last) {
      List<RawConnection> open = open(64, bytes);
      last = awaitRound();
      open.forEach(FloodIT::hangUp);
    }
  }

  private void sendHostileRequests() {
    Random random = new Random(1);
    while (over.getCount() > 0) {
      try (RawConnection connection = RawConnection.to(server)) {
        connection.send(HostileRequest.draw(random).bytes());
        connection.sendEnd();
        connection.answerIfAny();
      } catch (IOException e) {
        // The server hung up on what is no request.
      }
    }
  }

  /** Visitors, one after the other, each with their own connections, see the page and sign up. */
  private void visit() {
    for (int n = 0; over.getCount() > 0; n++) {
      String visitor = "ordinary-" + n;
      if (isServed("/?random=" + visitor) && isServed("/signup?random=" + visitor)) {
        signedUp.add(visitor);
      } else {
        failed++;
      }
    }
  }

  private static Set<String> toldTo(FakeStatsig statsig) {
    return statsig.received().events().stream()
        .filter(event -> event.name().equals("visited_signup"))
        .map(Event::userId)
        .collect(Collectors.toSet());
  }

  private static long residentKb(Path process) throws IOException {
    return Files.readAllLines(process.resolve("status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** The peak of the second half is at most 5 % above that of the first, which may be chance. */
  private static void assertFlat(String what, List<Long> values) {
    int half = values.size() / 2;
    long first = Collections.max(values.subList(0, half));
    long second = Collections.max(values.subList(half, values.size()));
    assertTrue(second <= first * 1.05, () -> what + " grew: " + values);
  }
}
