package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.database.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads at once, each of them with the same visitors. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class ConcurrentEventsTest {

  private static final int THREADS = 8;
  private static final int VISITORS = 2_000;

  /** One in so many signs up. */
  private static final int RARELY = 20;

  @Parameter Backend backend;

  @Test
  void eachVisitorCountsOnceHoweverManyThreadsSeeThem(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (TestStore test = TestStore.on(backend.newDatabase(folder))) {
      List<Future<Integer>> conversions = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * VISITORS / THREADS; // each begins with another visitor
        conversions.add(threads.submit(() -> visit(test, first)));
      }
      for (Future<Integer> converted : conversions) {
        assertEquals(VISITORS / RARELY, converted.get());
      }
      test.flush();

      Counts expected = new Counts(VISITORS / 2, VISITORS / 2 / RARELY);
      assertEquals(expected, test.counts("Blue"));
      assertEquals(expected, test.counts("Green"));
      assertEquals(VISITORS, test.number("SELECT count(*) FROM visitors"));
      assertEquals(VISITORS / RARELY, test.number("SELECT count(signed_up_at) FROM visitors"));
    } finally {
      threads.shutdownNow();
    }
  }

  private static int visit(TestStore test, int first) {
    int converted = 0;
    for (int i = 0; i < VISITORS; i++) {
      int number = (first + i) % VISITORS;
      test.expose(number, number < VISITORS / 2 ? "Blue" : "Green");
      if (number % RARELY == 0 && test.signUp(number) == SignupOutcome.CONVERSION) {
        converted++;
      }
    }
    return converted;
  }
}
