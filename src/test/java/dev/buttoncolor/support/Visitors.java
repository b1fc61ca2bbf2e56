package dev.buttoncolor.support;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.support.RawConnection.Answer;
import dev.buttoncolor.support.RawConnection.CutOffException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * People who come, see the button and follow it: one after the other on several connections at a
 * time, until nobody serves them any more or they are to leave.
 */
public final class Visitors {
  private static final int CONNECTIONS = 6;

  private final String url;
  private final Set<String> signedUp = ConcurrentHashMap.newKeySet();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Queue<CutOffException> cutOff = new ConcurrentLinkedQueue<>();
  private final Semaphore answered = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();

  private volatile boolean leaving;

  private Visitors(String url) {
    this.url = url;
  }

  /**
   * Lets them come.
   *
   * @param name what all their ids begin with
   */
  public static Visitors at(String url, String name) {
    Visitors visitors = new Visitors(url);
    for (int i = 0; i < CONNECTIONS; i++) {
      String line = name + "-" + i + "-";
      visitors.threads.add(new Thread(() -> visitors.arrive(line), line));
    }
    visitors.threads.forEach(Thread::start);
    return visitors;
  }

  /** Waits until that many were told that their signup counts. */
  public void awaitSignups(int count) throws InterruptedException {
    answered.acquire(count);
    failures.forEach(Visitors::fail);
  }

  /** Lets nobody come any more, and waits until the last one has gone. */
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

  /** The answers that began and did not end. */
  public List<CutOffException> cutOff() {
    return List.copyOf(cutOff);
  }

  private void arrive(String line) {
    try (RawConnection connection = new RawConnection(url)) {
      boolean served = true;
      for (int n = 0; served && !leaving; n++) {
        served = visit(connection, line + n);
      }
    } catch (CutOffException e) {
      cutOff.add(e);
    } catch (IOException e) {
      // refused: the server has gone before this one came
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
      answered.release(Integer.MAX_VALUE / CONNECTIONS); // nobody is to wait for this one
    }
  }

  /** Sees the button and follows it; false where one of the pages did not come. */
  private boolean visit(RawConnection connection, String id) throws CutOffException {
    Optional<JsonObject> landing = page(connection, "/?random=" + id);
    if (landing.isEmpty()) {
      return false;
    }
    Optional<JsonObject> thanks = page(connection, landing.get().get("signup").getAsString());
    if (thanks.isPresent() && thanks.get().get("counted").getAsBoolean()) {
      signedUp.add(thanks.get().get("visitor").getAsString());
      answered.release();
    }
    return thanks.isPresent();
  }

  private static Optional<JsonObject> page(RawConnection connection, String path)
      throws CutOffException {
    Optional<Answer> answer = connection.get(path);
    // A server that stops says 503 to those who come too late; that is an answer too.
    return answer
        .filter(complete -> complete.status() == 200)
        .map(complete -> JsonParser.parseString(complete.body()).getAsJsonObject());
  }

  private static void fail(Throwable failure) {
    throw new AssertionError("a visitor met what should not be", failure);
  }
}
