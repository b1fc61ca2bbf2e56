package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.support.RawConnection.CutOffException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * People who come, see the button and follow it: one after the other on several connections at a
 * time, until the server is gone or they are to leave.
 */
public final class Visitors {
  private static final int CONNECTIONS = 6;

  private final URI server;
  private final Set<String> signedUp = ConcurrentHashMap.newKeySet();
  private final Set<String> thanked = ConcurrentHashMap.newKeySet();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Queue<CutOffException> cutOff = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  private volatile boolean leaving;

  private Visitors(URI server) {
    this.server = server;
  }

  /**
   * Lets them come.
   *
   * @param name what all their ids begin with
   */
  public static Visitors at(String url, String name) {
    Visitors visitors = new Visitors(URI.create(url));
    for (int i = 0; i < CONNECTIONS; i++) {
      String line = name + "-" + i + "-";
      visitors.threads.add(new Thread(() -> visitors.arrive(line), line));
    }
    visitors.threads.forEach(Thread::start);
    return visitors;
  }

  /** Waits until that many were thanked. */
  public void awaitThanked(int count) {
    Polling.until(
        () ->
            thanked.size() >= count
                || !failures.isEmpty()
                || threads.stream().noneMatch(Thread::isAlive));
    failures.forEach(Visitors::fail);
    assertTrue(thanked.size() >= count, () -> "all have gone after " + thanked);
  }

  /** Lets no more come, and waits until the last one has gone. */
  public void leave() throws InterruptedException {
    leaving = true;
    awaitEnd();
  }

  /** Waits until the last one has gone. */
  public void awaitEnd() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    failures.forEach(Visitors::fail);
  }

  /** Who was told that their signup counts. */
  public Set<String> signedUp() {
    return Set.copyOf(signedUp);
  }

  /** Who was thanked for the signup, whether it counts or not. */
  public Set<String> thanked() {
    return Set.copyOf(thanked);
  }

  /** The answers that began and did not end. */
  public List<CutOffException> cutOff() {
    return List.copyOf(cutOff);
  }

  private void arrive(String line) {
    try (RawConnection connection = RawConnection.to(server)) {
      boolean served = true;
      for (int n = 0; served && !leaving; n++) {
        served = visit(connection, line + n);
      }
    } catch (CutOffException e) {
      cutOff.add(e);
    } catch (ProtocolException | RuntimeException e) {
      failures.add(e);
    } catch (IOException e) {
      // the server is gone, and no answer had begun
    }
  }

  /** Sees the button and follows it; false if one of the pages did not come. */
  private boolean visit(RawConnection connection, String id) throws IOException {
    Optional<JsonObject> landing = page(connection, "/?random=" + id);
    if (landing.isEmpty()) {
      return false;
    }
    Optional<JsonObject> thanks = page(connection, landing.get().get("signup").getAsString());
    thanks.ifPresent(answer -> thanked.add(id));
    if (thanks.isPresent() && thanks.get().get("counted").getAsBoolean()) {
      signedUp.add(thanks.get().get("visitor").getAsString());
    }
    return thanks.isPresent();
  }

  private static Optional<JsonObject> page(RawConnection connection, String path)
      throws IOException {
    // A server that stops says 503 to those who come too late; that is an answer too.
    return connection
        .get(path)
        .answerIfAny()
        .filter(complete -> complete.status() == 200)
        .map(complete -> JsonParser.parseString(complete.body()).getAsJsonObject());
  }

  private static void fail(Throwable failure) {
    throw new AssertionError("a visitor met what should not be", failure);
  }
}
