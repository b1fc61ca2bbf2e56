package dev.buttoncolor.store;

import static dev.buttoncolor.store.StoreFile.counts;
import static dev.buttoncolor.store.StoreFile.exclusions;
import static dev.buttoncolor.store.StoreFile.flush;
import static dev.buttoncolor.store.StoreFile.visitor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.results.Counts;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link EventStore} promises of exposures and signups, on a real file. */
@Timeout(60)
class EventStoreTest {

  @TempDir Path folder;
  private StoreFile file;
  private EventStore store;

  @BeforeEach
  void open() throws StoreException {
    file = new StoreFile(folder);
    store = file.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() throws StoreException {
    store.close();
    store = file.open();
  }

  @Test
  void firstExposureWins() throws SQLException {
    store.expose(visitor(1), "Blue");
    store.expose(visitor(1), "Green");
    flush(store);

    assertEquals(new Counts(1, 0), counts(store, "Blue"));
    assertEquals(Counts.NONE, counts(store, "Green"));
    assertEquals(1, file.number("SELECT count(*) FROM exposure WHERE group_name = 'Blue'"));
    assertEquals(1, file.number("SELECT count(*) FROM exposure"));
  }

  @Test
  void visitorWhoCrossesOverIsCountedOnceAndConvertsInTheirFirstGroup() throws StoreException {
    store.expose(visitor(1), "Blue");
    store.expose(visitor(1), "Green");
    store.expose(visitor(1), "Blue");
    store.expose(visitor(1), "Green");
    assertEquals(SignupOutcome.CONVERSION, store.signUp(visitor(1)).join());
    reopen();
    store.expose(visitor(1), "Green");
    flush(store);

    assertEquals(1, exclusions(store, Exclusion.CROSSOVER));
    assertEquals(new Counts(1, 1), counts(store, "Blue"));
    assertEquals(Counts.NONE, counts(store, "Green"));
  }

  @Test
  void firstSignupWins() throws SQLException {
    store.expose(visitor(1), "Blue");
    assertEquals(SignupOutcome.CONVERSION, store.signUp(visitor(1)).join());
    String signedUpAt = "SELECT signed_up_at FROM exposure";
    long first = file.number(signedUpAt);
    file.clock.advance(Duration.ofMinutes(1));
    assertEquals(
        SignupOutcome.CONVERSION,
        store.signUp(visitor(1)).join(),
        "they were exposed, whichever signup this is");

    assertEquals(new Counts(1, 1), counts(store, "Blue"));
    assertEquals(first, file.number(signedUpAt));
  }

  @Test
  void signupBeforeExposureIsKeptApartAndALaterOneConverts() throws SQLException {
    assertEquals(SignupOutcome.WITHOUT_EXPOSURE, store.signUp(visitor(1)).join());
    assertEquals(SignupOutcome.WITHOUT_EXPOSURE, store.signUp(visitor(1)).join());
    assertEquals(1, exclusions(store, Exclusion.SIGNUP_WITHOUT_EXPOSURE));
    assertEquals(1, file.number("SELECT count(*) FROM signup_without_exposure"));

    store.expose(visitor(1), "Green");
    flush(store);
    assertEquals(new Counts(1, 0), counts(store, "Green"));

    assertEquals(SignupOutcome.CONVERSION, store.signUp(visitor(1)).join());
    assertEquals(new Counts(1, 1), counts(store, "Green"));
    assertEquals(1, exclusions(store, Exclusion.SIGNUP_WITHOUT_EXPOSURE));
  }

  @Test
  void signupIsCommittedWhenItIsAnswered() throws SQLException {
    for (int i = 0; i < 50; i++) {
      store.expose(visitor(i), "Blue");
      store.signUp(visitor(i)).join();
      assertEquals(
          i + 1, file.number("SELECT count(*) FROM exposure WHERE signed_up_at IS NOT NULL"));
    }
  }

  @Test
  void exposureIsWrittenThoughNobodyHurries() {
    store.expose(visitor(1), "Blue");
    while (counts(store, "Blue").visitors() == 0) {
      Thread.onSpinWait();
    }
    assertEquals(new Counts(1, 0), counts(store, "Blue"));
  }

  @Test
  void reopenedStoreKeepsEverything() throws StoreException {
    store.expose(visitor(1), "Blue");
    store.expose(visitor(2), "Green");
    store.expose(visitor(2), "Blue");
    store.signUp(visitor(1)).join();
    store.signUp(visitor(3)).join();
    for (Exclusion kind : Exclusion.values()) {
      store.exclude(kind);
    }
    Recorded before = store.look();
    reopen();

    assertEquals(before, store.look());
    assertTrue(store.look().exclusions().values().stream().allMatch(times -> times >= 1));
    assertEquals(2, exclusions(store, Exclusion.CROSSOVER));
  }

  @Test
  void signupIsNeverBeforeItsExposureThoughTheClockIsSetBack() throws SQLException {
    file.clock.advance(Duration.ofMillis(900));
    store.expose(visitor(1), "Blue");
    flush(store);
    file.clock.advance(Duration.ofMillis(-500));
    assertEquals(SignupOutcome.CONVERSION, store.signUp(visitor(1)).join());

    assertEquals(1, file.number("SELECT signed_up_at = exposed_at FROM exposure"));
  }

  @Test
  void experimentsInOneFileDoNotMix() throws StoreException {
    store.expose(visitor(1), "Blue");
    store.signUp(visitor(1)).join();
    store.exclude(Exclusion.BOT);
    store.close();
    try (EventStore other = file.open("another", StoreFile.PLAN)) {
      assertEquals(0, other.look().tally().visitors());
      assertEquals(0, exclusions(other, Exclusion.BOT));
      other.expose(visitor(1), "Green");
      flush(other);
      assertEquals(new Counts(1, 0), counts(other, "Green"));
    }
    store = file.open();

    assertEquals(new Counts(1, 1), counts(store, "Blue"));
    assertEquals(Counts.NONE, counts(store, "Green"));
    assertEquals(1, exclusions(store, Exclusion.BOT));
  }

  @Test
  void sinceIsTheFirstExposure() {
    assertTrue(store.look().since().isEmpty());
    store.expose(visitor(1), "Blue");
    flush(store);
    file.clock.advance(Duration.ofHours(1));
    store.expose(visitor(2), "Blue");
    flush(store);

    assertEquals(
        file.clock.instant().minus(Duration.ofHours(1)), store.look().since().orElseThrow());
  }
}
