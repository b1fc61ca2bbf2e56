package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.HostileRequest;
import dev.buttoncolor.support.ImageFlags;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RawConnection;
import dev.buttoncolor.support.ReceivedRequests.Event;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.Specs;
import dev.buttoncolor.support.StoredEvents;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hostile and ordinary clients side by side, for {@code -Dsoak.minutes} (10 if it is not set),
 * live, with a new spec document each round, in the heap that the image has. Run by {@code mvn
 * verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=HostileSoak}.
 */
class HostileSoak {

  private static final Logger LOG = LoggerFactory.getLogger(HostileSoak.class);

  private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("soak.minutes", 10));
  private static final Duration ROUND = Duration.ofSeconds(8);

  /** More than are served at once, of each kind. */
  private static final int CONNECTIONS = 64;

  private static final String READER = "GET /results HTTP/1.1\r\nHost: a\r\n\r\n".repeat(400);
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(7_000);
  private static final String LONG =
      "GET /?random=bob%s HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: %s\r\n\r\n"
          .formatted("&a".repeat(1_500), "1.1.1.1, ".repeat(450))
          .repeat(50);
  private static final String FORM =
      "POST /signup HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\nrandom=";

  /** What the process holds. */
  private record Use(long residentKb, long descriptors) {}

  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Use> uses = new ArrayList<>();
  private final Set<String> signedUp = new HashSet<>();
  private int failed;

  @TempDir private Path folder;

  @Test
  void ordinaryVisitsAreServedAndNothingGrows() throws Exception {
    FakeStatsig statsig = FakeStatsig.start("secret-soak", Specs.large(0));
    Map<String, String> settings = new HashMap<>(ImageFlags.ofMemory());
    settings.putAll(statsig.settings());
    try (statsig;
        RunningProgram program = RunningProgram.ofJar(folder, settings)) {
      URI server = URI.create(program.url());
      List<Thread> clients =
          List.of(
              new Thread(() -> reopen(server, READER)),
              new Thread(() -> reopen(server, HEAD)),
              new Thread(() -> reopen(server, FORM)),
              new Thread(() -> reopen(server, LONG)),
              new Thread(() -> fuzz(server)),
              new Thread(() -> visit(server)));
      clients.forEach(Thread::start);
      watch(program.pid(), statsig);
      for (Thread thread : clients) {
        thread.join();
      }

      LOG.info("{} ordinary visits were served, and {} failed", signedUp.size(), failed);
      LOG.info("Resident KB and descriptors, each {} s: {}", ROUND.toSeconds(), uses);
      assertEquals(Set.of(), StoredEvents.in(folder).missing(signedUp));
      Polling.until(() -> toldTo(statsig).containsAll(signedUp));
      assertTrue(failed * 1_000 <= signedUp.size(), "more than 0.1 % of visits failed");
      assertFlat("resident memory", uses.stream().map(Use::residentKb).toList());
      assertFlat("descriptors", uses.stream().map(Use::descriptors).toList());
    }
  }

  private static Set<String> toldTo(FakeStatsig statsig) {
    return statsig.received().events().stream()
        .filter(event -> event.name().equals("visited_signup"))
        .map(Event::userId)
        .collect(Collectors.toSet());
  }

  /** One visitor after the other, each with a connection of its own, sees the page and signs up. */
  private void visit(URI server) {
    for (int n = 0; over.getCount() > 0; n++) {
      String id = "ordinary-" + n;
      try (RawConnection connection = RawConnection.to(server)) {
        if (connection.get("/?random=" + id).answer().status() == 200
            && connection.get("/signup?random=" + id).answer().status() == 200) {
          signedUp.add(id);
        } else {
          failed++;
        }
      } catch (IOException e) {
        failed++;
      }
    }
  }

  /** Serves a new document and looks at the process once each round, until the time is over. */
  private void watch(long pid, FakeStatsig statsig) throws IOException, InterruptedException {
    for (long round = 1; round <= LENGTH.dividedBy(ROUND); round++) {
      statsig.serve(Specs.large(round));
      over.await(ROUND.toMillis(), TimeUnit.MILLISECONDS);
      uses.add(new Use(residentKb(pid), descriptors(pid)));
    }
    over.countDown();
  }

  private static long residentKb(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid))).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static long descriptors(long pid) {
    return Path.of("/proc/%d/fd".formatted(pid)).toFile().list().length;
  }

  /** The peak of the second half is at most 5 % above that of the first, which may be chance. */
  private static void assertFlat(String what, List<Long> values) {
    int half = values.size() / 2;
    long first = values.subList(0, half).stream().max(Long::compare).orElseThrow();
    long second = values.subList(half, values.size()).stream().max(Long::compare).orElseThrow();
    assertTrue(second <= first * 1.05, () -> what + " grew: " + values);
  }

  /**
   * Opens connections that send what is costly and read nothing, and opens them anew each round.
   */
  private void reopen(URI server, String bytes) {
    boolean more = true;
    while (more) {
      List<RawConnection> open = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        try {
          open.add(RawConnection.withSmallBuffer(server));
          open.get(open.size() - 1).send(bytes);
        } catch (IOException e) {
          // There was no room for it.
        }
      }
      more = awaitNextRound();
      open.forEach(HostileSoak::hangUp);
    }
  }

  private boolean awaitNextRound() {
    try {
      return !over.await(ROUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void hangUp(RawConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /** Sends hostile requests one after the other, each on a connection of its own. */
  private void fuzz(URI server) {
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
}
