package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.results.Runs;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.web.results.SharedResults.Published;
import dev.buttoncolor.web.results.SharedResults.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SharedResultsTest {

  private static final ResultsPage.Site SITE =
      new ResultsPage.Site(true, false, false, Optional.empty(), Map.of());
  private static final Duration NO_PAUSE = Duration.ZERO;
  private static final Duration LONG_PAUSE = Duration.ofDays(1);

  /** Results that change when the test says so. */
  private static final class Changing {
    private int visitors = 1;
    private int state;
    private int made;
    private boolean known = true;
    private Runnable whileMaking = () -> {};

    SharedResults shared(Duration pause) {
      return new SharedResults(() -> state, this::reading, pause);
    }

    private Optional<Reading> reading() {
      made++;
      RecordedRun run = Runs.of(new Counts(visitors, 0), new Counts(1, 0));
      whileMaking.run();
      return known
          ? Optional.of(new Reading(run, true, List.of(run.run()), SITE))
          : Optional.empty();
    }

    void visit() {
      visitors++;
      state++;
    }
  }

  private final Changing source = new Changing();

  private static long visitors(CompletableFuture<Optional<Published>> results) {
    return results.join().orElseThrow().results().visitors();
  }

  @Test
  void callersShareWhatWasMadeUntilItChanges() {
    SharedResults shared = source.shared(NO_PAUSE);
    Published first = shared.get().join().orElseThrow();
    assertSame(first, shared.get().join().orElseThrow());
    assertEquals(1, source.made);

    source.state++; // a change that shows nowhere
    assertSame(first, shared.get().join().orElseThrow());
    shared.get();
    assertEquals(2, source.made);

    source.visit();
    assertEquals(3, visitors(shared.get()));
  }

  @Test
  void manyCallersDuringAChangeWaitForOne() {
    SharedResults shared = source.shared(LONG_PAUSE);
    shared.get().join();
    source.visit();
    CompletableFuture<Optional<Published>> first = shared.get();

    assertFalse(first.isDone());
    assertSame(first, shared.get());
    assertEquals(1, source.made);
  }

  @Test
  void pauseEnds() {
    SharedResults shared = source.shared(Duration.ofMillis(10));
    for (int visitors = 2; visitors < 20; visitors++) {
      assertEquals(visitors, visitors(shared.get()));
      source.visit();
    }
  }

  /** What the caller knows of may have come too late for those that are being made. */
  @Test
  void callerWhoComesWhileTheyAreMadeGetsTheNext() {
    SharedResults shared = source.shared(NO_PAUSE);
    source.whileMaking =
        () -> {
          source.whileMaking = () -> {};
          source.visit();
          assertEquals(3, visitors(shared.get()));
        };

    assertEquals(2, visitors(shared.get()));
    assertEquals(3, visitors(shared.get()));
  }

  @Test
  void neitherAFailureNorTheLackOfGroupsIsKept() {
    source.whileMaking =
        () -> {
          throw new IllegalStateException("the disk is gone");
        };
    SharedResults shared = source.shared(NO_PAUSE);
    assertThrows(CompletionException.class, shared.get()::join);
    source.whileMaking = () -> {};
    source.known = false;
    assertTrue(shared.get().join().isEmpty());
    source.known = true;
    assertEquals(2, visitors(shared.get()));
  }
}
