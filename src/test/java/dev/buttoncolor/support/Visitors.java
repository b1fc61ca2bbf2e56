package dev.buttoncolor.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.support.RawConnection.CutOffException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * People who come, see the button and follow it: one after the other on several connections at a
 * time, until the server is gone or they are to leave.
 */
public final class Visitors {
  private static final int CONNECTIONS = 6;

  private final URI server;
  private final Set<String> signedUp = ConcurrentHashMap.newKeySet();
  private final Set<String> thanked = ConcurrentHashMap.newKeySet();
  private final Queue<CutOffException> cutOff = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
  private final List<Future<Void>> lines;

  private volatile boolean leaving;

  private Visitors(URI server, String name) {
    this.server = server;
    lines =
        IntStream.range(0, CONNECTIONS)
            .mapToObj(line -> threads.submit(() -> arrive(name + "-" + line + "-")))
            .toList();
    threads.shutdown();
  }

  /** Lets them come; all their ids begin with the name. */
  public static Visitors at(String url, String name) {
    return new Visitors(URI.create(url), name);
  }

  public void awaitThanked(int count) {
    Polling.until(() -> thanked.size() >= count || lines.stream().allMatch(Future::isDone));
    assertTrue(thanked.size() >= count, () -> "all have gone after " + thanked + ": " + lines);
  }

  /** Lets no more come, and waits until the last one has gone. */
  public void leave() throws InterruptedException, ExecutionException {
    leaving = true;
    for (Future<Void> line : lines) {
      line.get();
    }
  }

  /** Waits until the last one has gone, and fails if an answer began and did not end. */
  public void awaitEnd() throws InterruptedException, ExecutionException {
    for (Future<Void> line : lines) {
      line.get();
    }
    assertEquals(List.of(), List.copyOf(cutOff));
  }

  /** Who was told that their signup counts. */
  public Set<String> signedUp() {
    return Set.copyOf(signedUp);
  }

  /** Who was thanked for the signup, whether it counts or not. */
  public Set<String> thanked() {
    return Set.copyOf(thanked);
  }

  private Void arrive(String line) throws IOException {
    try (RawConnection connection = RawConnection.to(server)) {
      int n = 0;
      while (!leaving && visit(connection, line + n)) {
        n++;
      }
    } catch (CutOffException e) {
      cutOff.add(e);
    } catch (ProtocolException e) {
      throw e;
    } catch (IOException e) {
      // the server is gone, and no answer had begun
    }
    return null;
  }

  /** Sees the button and follows it; false if one of the pages did not come. */
  private boolean visit(RawConnection connection, String id) throws IOException {
    Optional<JsonObject> landing = page(connection, "/?random=" + id);
    if (landing.isEmpty()) {
      return false;
    }
    Optional<JsonObject> thanks = page(connection, landing.get().get("signup").getAsString());
    thanks.ifPresent(answer -> thanked.add(id));
    thanks
        .filter(answer -> answer.get("counted").getAsBoolean())
        .ifPresent(answer -> signedUp.add(answer.get("visitor").getAsString()));
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
}
