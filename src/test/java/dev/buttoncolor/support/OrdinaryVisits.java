package dev.buttoncolor.support;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Two lines of visitors, each visitor with a connection of its own: they see the page and sign up,
 * and remember whether both were answered with 200.
 */
public final class OrdinaryVisits {

  private static final int LINES = 2;

  private final URI server;
  private final AtomicLong made = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Set<String> signedUp = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads;

  private volatile boolean ended;

  private OrdinaryVisits(URI server) {
    this.server = server;
    threads =
        IntStream.range(0, LINES)
            .mapToObj(line -> new Thread(() -> visit("ordinary-" + line + "-")))
            .toList();
  }

  /** Lets them come until the {@link #end}. */
  public static OrdinaryVisits to(URI server) {
    OrdinaryVisits visits = new OrdinaryVisits(server);
    visits.threads.forEach(Thread::start);
    return visits;
  }

  private void visit(String line) {
    for (int n = 0; !ended; n++) {
      made.incrementAndGet();
      String id = line + n;
      try (RawConnection connection = RawConnection.to(server)) {
        if (isServed(connection, "/?random=" + id)
            && isServed(connection, "/signup?random=" + id)) {
          signedUp.add(id);
        } else {
          failed.incrementAndGet();
        }
      } catch (IOException e) {
        failed.incrementAndGet();
      }
    }
  }

  private static boolean isServed(RawConnection connection, String path) throws IOException {
    return connection.get(path).answer().status() == 200;
  }

  /** Lets no more come, and waits for the last ones. */
  public void end() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** How many visits were begun. */
  public long made() {
    return made.get();
  }

  /** How many of them were not served to their end. */
  public long failed() {
    return failed.get();
  }

  /** Who was told that they signed up. */
  public Set<String> signedUp() {
    return Set.copyOf(signedUp);
  }
}
