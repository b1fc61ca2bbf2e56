package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.counts.RecordedRun;
import dev.buttoncolor.store.database.StoreException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that version 1 of the program wrote: 733 visitors who came within eleven minutes, 89
 * signups, 17 crossovers, 8 signups without an exposure, 8 bots and a HEAD request.
 */
@Timeout(60)
class MigrationTest {

  private static final StoreOptions OPTIONS = TestStore.options(Mode.EMBEDDED, "button_color_v3");

  private final SetClock clock = new SetClock();
  private Path file;

  @BeforeEach
  void copy(@TempDir Path folder) throws Exception {
    file = folder.resolve("experiment.db");
    try (InputStream in = MigrationTest.class.getResourceAsStream("version-1.db")) {
      Files.copy(in, file);
    }
  }

  private EventStore open() throws StoreException {
    return EventStore.inFile(file, OPTIONS, clock);
  }

  @Test
  void everythingIsThereAsAnEmbeddedRun() throws Exception {
    try (EventStore store = open()) {
      RecordedRun run = store.look().orElseThrow();
      assertEquals(
          Map.of(
              "Blue", new Counts(204, 40),
              "Green", new Counts(165, 5),
              "Red", new Counts(200, 40),
              "Orange", new Counts(164, 4)),
          run.counts().byGroup());
      assertEquals(268, run.series().size());
      assertEquals(Instant.parse("2026-06-01T08:00:00Z"), run.since().orElseThrow());
      assertEquals(17, run.exclusions().get(Exclusion.CROSSOVER));
      assertEquals(8, run.exclusions().get(Exclusion.SIGNUP_WITHOUT_EXPOSURE));
      assertEquals(8, run.exclusions().get(Exclusion.BOT));
      assertEquals(1, run.exclusions().get(Exclusion.HEAD));
      assertEquals(1, run.run().number());
      assertEquals(Mode.EMBEDDED, run.run().mode());
      assertEquals(0.7273372949728056, run.minima().p(RunningMinima.Key.SAMPLE_RATIO));
    }
  }

  @Test
  void visitorsAreKnownAgain() throws Exception {
    try (EventStore store = open()) {
      VisitorId hex = new VisitorId("%032x".formatted(2 * 7919L)); // in Red, never signed up
      VisitorId text = new VisitorId("visitor-1"); // in Green
      store.expose(hex, "Red", "salt", clock.instant());
      store.expose(text, "Green", "salt", clock.instant());
      assertEquals(SignupOutcome.CONVERSION, store.signUp(text, "salt", clock.instant()).join());
      VisitorId early = new VisitorId("early-100"); // signed up and was never exposed
      assertEquals(
          SignupOutcome.WITHOUT_EXPOSURE, store.signUp(early, "salt", clock.instant()).join());
      TestStore.flush(store);
      Map<String, Counts> counts = store.look().orElseThrow().counts().byGroup();
      assertEquals(new Counts(200, 40), counts.get("Red"));
      assertEquals(new Counts(165, 6), counts.get("Green"));
      assertEquals(
          8, store.look().orElseThrow().exclusions().get(Exclusion.SIGNUP_WITHOUT_EXPOSURE));
    }
  }

  @Test
  void firstSaltThatIsSeenNamesTheRun() throws Exception {
    try (EventStore store = open()) {
      store.observe(TestStore.running("first"), clock.instant());
      TestStore.flush(store);
      assertEquals(1, store.runs().size());
      assertEquals("first", store.runs().get(0).salt());
      assertEquals(ExperimentState.RUNNING, store.runs().get(0).state());
      assertEquals(
          Instant.parse("2026-06-01T08:00:00Z"), store.runs().get(0).startedAt().orElseThrow());
      store.observe(TestStore.running("second"), clock.instant());
      TestStore.flush(store);
      assertEquals(2, store.runs().size());
    }
  }

  @Test
  void liveModeStartsWithResultsOfItsOwn() throws Exception {
    try (EventStore store =
        EventStore.inFile(file, TestStore.options(Mode.LIVE, "button_color_v3"), clock)) {
      assertEquals(Counts.EMPTY, store.look().orElseThrow().counts().total());
    }
    try (EventStore store = open()) {
      assertEquals(733, store.look().orElseThrow().counts().total().visitors());
    }
  }

  @Test
  void migratedOnceItIsOpenedLikeAnyOther() throws Exception {
    open().close();
    try (EventStore store = open()) {
      assertEquals(733, store.look().orElseThrow().counts().total().visitors());
      assertEquals(StoreHealth.Status.WORKING, store.check().status());
    }
  }
}
