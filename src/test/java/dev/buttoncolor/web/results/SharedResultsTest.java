package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.web.results.PublishedResults.Form;
import dev.buttoncolor.web.results.document.RunResults;
import dev.buttoncolor.web.results.document.Runs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SharedResultsTest {

  private static final Duration NO_PAUSE = Duration.ZERO;
  private static final Duration LONG_PAUSE = Duration.ofDays(1);

  /** Results that change when the test says so. */
  private static final class Changing implements SharedResults.Source {
    private int visitors = 1;
    private int state;
    private int made;
    private boolean known = true;
    private Runnable whileMaking = () -> {};

    @Override
    public Object state() {
      return state;
    }

    @Override
    public Optional<RunResults> results() {
      made++;
      Optional<RunResults> results =
          known
              ? Optional.of(Runs.of(new Counts(visitors, 0), new Counts(1, 0)))
              : Optional.empty();
      whileMaking.run();
      return results;
    }

    void visit() {
      visitors++;
      state++;
    }
  }

  private final Changing source = new Changing();

  private static long visitors(CompletableFuture<Optional<PublishedResults>> results) {
    return results.join().orElseThrow().run().document().visitors();
  }

  @Test
  void callersShareWhatWasMade() {
    SharedResults shared = new SharedResults(source, NO_PAUSE);
    PublishedResults first = shared.get().join().orElseThrow();
    PublishedResults second = shared.get().join().orElseThrow();

    assertSame(first, second);
    assertSame(first.as(Form.PAGE), second.as(Form.PAGE));
    assertEquals(1, source.made);
  }

  @Test
  void changeIsInTheNextResults() {
    SharedResults shared = new SharedResults(source, NO_PAUSE);
    assertEquals(2, visitors(shared.get()));
    source.visit();

    assertEquals(3, visitors(shared.get()));
  }

  @Test
  void changeThatShowsNowhereLeavesThemAsTheyWere() {
    SharedResults shared = new SharedResults(source, NO_PAUSE);
    PublishedResults before = shared.get().join().orElseThrow();
    source.state++;

    assertSame(before, shared.get().join().orElseThrow());
    shared.get();
    assertEquals(2, source.made);
  }

  @Test
  void manyCallersDuringAChangeWaitForOne() {
    SharedResults shared = new SharedResults(source, LONG_PAUSE);
    shared.get().join();
    source.visit();
    CompletableFuture<Optional<PublishedResults>> first = shared.get();

    assertFalse(first.isDone());
    assertSame(first, shared.get());
    assertEquals(1, source.made);
  }

  @Test
  void pauseEnds() {
    SharedResults shared = new SharedResults(source, Duration.ofMillis(10));
    for (int visitors = 2; visitors < 20; visitors++) {
      assertEquals(visitors, visitors(shared.get()));
      source.visit();
    }
  }

  /** What the caller knows of may have come too late for those that are being made. */
  @Test
  void callerWhoComesWhileTheyAreMadeGetsTheNext() {
    SharedResults shared = new SharedResults(source, NO_PAUSE);
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
  void groupsThatAreNotKnownAreAskedForAgain() {
    source.known = false;
    SharedResults shared = new SharedResults(source, NO_PAUSE);
    assertTrue(shared.get().join().isEmpty());
    source.known = true;

    assertEquals(2, visitors(shared.get()));
  }

  @Test
  void failureIsNotKept() {
    source.whileMaking =
        () -> {
          throw new IllegalStateException("the disk is gone");
        };
    SharedResults shared = new SharedResults(source, NO_PAUSE);
    assertThrows(CompletionException.class, shared.get()::join);
    source.whileMaking = () -> {};

    assertEquals(2, visitors(shared.get()));
  }

  @Test
  void otherResultsHaveAnotherTag() {
    SharedResults shared = new SharedResults(source, NO_PAUSE);
    PublishedResults before = shared.get().join().orElseThrow();
    source.visit();
    PublishedResults after = shared.get().join().orElseThrow();

    assertNotSame(before, after);
    for (Form form : Form.values()) {
      assertFalse(before.as(form).fingerprint().equals(after.as(form).fingerprint()));
    }
  }
}
