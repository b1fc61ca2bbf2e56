package dev.buttoncolor.store;

import static dev.buttoncolor.store.StoreFile.counts;
import static dev.buttoncolor.store.StoreFile.flush;
import static dev.buttoncolor.store.StoreFile.visitor;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.results.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many threads at once, each of them with the same visitors. */
@Timeout(60)
class ConcurrentEventsTest {

  private static final int THREADS = 8;
  private static final int VISITORS = 2_000;

  /** One in so many signs up. */
  private static final int RARELY = 20;

  @Test
  void eachVisitorCountsOnceHoweverManyThreadsSeeThem(@TempDir Path folder) throws Exception {
    StoreFile file = new StoreFile(folder);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (EventStore store = file.open()) {
      List<Future<Integer>> conversions = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * VISITORS / THREADS; // each begins with somebody else
        conversions.add(threads.submit(() -> visit(store, first)));
      }
      for (Future<Integer> converted : conversions) {
        assertEquals(VISITORS / RARELY, converted.get());
      }
      flush(store);

      Counts expected = new Counts(VISITORS / 2, VISITORS / 2 / RARELY);
      assertEquals(expected, counts(store, "Blue"));
      assertEquals(expected, counts(store, "Green"));
      assertEquals(VISITORS, file.number("SELECT count(*) FROM exposure"));
      assertEquals(VISITORS / RARELY, file.number("SELECT count(signed_up_at) FROM exposure"));
    } finally {
      threads.shutdownNow();
    }
  }

  private static int visit(EventStore store, int first) {
    int converted = 0;
    for (int i = 0; i < VISITORS; i++) {
      int number = (first + i) % VISITORS;
      store.expose(visitor(number), number < VISITORS / 2 ? "Blue" : "Green");
      if (number % RARELY == 0
          && store.signUp(visitor(number)).join() == SignupOutcome.CONVERSION) {
        converted++;
      }
    }
    return converted;
  }
}
