package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.store.runs.RecordedRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link EventStore} promises of exposures and signups. */
class EventStoreTest extends OnEachDatabase {

  @Test
  void firstGroupAndFirstSignupWin() throws Exception {
    test.expose(1, "Blue");
    test.expose(1, "Green");
    test.expose(1, "Blue");
    assertEquals(SignupOutcome.CONVERSION, test.signUp(1));
    String signedUpAt = "SELECT signed_up_at FROM visitor";
    long first = test.number(signedUpAt); // committed before it was answered
    assertEquals(test.now().toEpochMilli(), first);
    test.advance(Duration.ofMinutes(1));
    test.reopen();
    test.expose(1, "Green");
    assertEquals(SignupOutcome.CONVERSION, test.signUp(1), "whichever signup this is");

    assertEquals(1, test.exclusions(Exclusion.CROSSOVER));
    assertEquals(new Counts(1, 1), test.counts("Blue"));
    assertEquals(Counts.EMPTY, test.counts("Green"));
    assertEquals(first, test.number(signedUpAt));
    assertEquals(1, test.number("SELECT count(*) FROM visitors WHERE group_name = 'Blue'"));
    assertEquals(0, test.number("SELECT visitors FROM counts WHERE group_name = 'Green'"));
  }

  @Test
  void signupBeforeExposureIsKeptApartAndALaterOneConverts() {
    assertEquals(SignupOutcome.WITHOUT_EXPOSURE, test.signUp(1));
    assertEquals(SignupOutcome.WITHOUT_EXPOSURE, test.signUp(1));
    assertEquals(1, test.exclusions(Exclusion.SIGNUP_WITHOUT_EXPOSURE));
    assertEquals(1, test.number("SELECT count(*) FROM signups_without_exposure"));

    test.expose(1, "Green");
    test.flush();
    assertEquals(new Counts(1, 0), test.counts("Green"));

    assertEquals(SignupOutcome.CONVERSION, test.signUp(1));
    assertEquals(new Counts(1, 1), test.counts("Green"));
    assertEquals(1, test.exclusions(Exclusion.SIGNUP_WITHOUT_EXPOSURE));
  }

  @Test
  void reopenedStoreKeepsEverything() throws Exception {
    test.expose(1, "Blue");
    test.expose(2, "Green");
    test.expose(2, "Blue");
    test.signUp(1);
    test.signUp(3);
    for (Exclusion kind : Exclusion.values()) {
      test.store().exclude(kind);
    }
    test.flush();
    RecordedRun before = test.look();
    test.reopen();

    assertEquals(before, test.look());
    assertTrue(test.look().exclusions().values().stream().allMatch(times -> times >= 1));
    assertEquals(2, test.exclusions(Exclusion.CROSSOVER));
  }

  @ParameterizedTest
  @CsvSource({"EMBEDDED,another", "LIVE,button_color"})
  void experimentsAndModesInOneStoreDoNotMix(Mode mode, String experiment) throws Exception {
    test.expose(1, "Blue");
    test.signUp(1);
    test.store().exclude(Exclusion.BOT);
    test.reopen(TestStore.options(mode, experiment, TestStore.OPTIONS.design()));
    test.observe(TestStore.running(TestStore.SALT));
    assertEquals(Counts.EMPTY, test.look().counts().total());
    assertEquals(0, test.exclusions(Exclusion.BOT));
    test.expose(1, "Green");
    test.flush();
    assertEquals(new Counts(1, 0), test.counts("Green"));
    test.reopen();

    assertEquals(new Counts(1, 1), test.counts("Blue"));
    assertEquals(Counts.EMPTY, test.counts("Green"));
    assertEquals(1, test.exclusions(Exclusion.BOT));
  }
}
