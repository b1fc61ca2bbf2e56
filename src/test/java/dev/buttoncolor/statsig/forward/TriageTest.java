package dev.buttoncolor.statsig.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.statsig.forward.Delivery.Outcome;
import dev.buttoncolor.statsig.forward.Delivery.Result;
import dev.buttoncolor.statsig.forward.Triage.Decision;
import dev.buttoncolor.statsig.forward.Triage.Fate;
import dev.buttoncolor.store.database.OutboxTable.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An outage is told from events that Statsig cannot take. */
class TriageTest {

  private static final Decision PUT_OFF =
      new Decision(Fate.HALVED, Duration.ofMinutes(1), Duration.ZERO);
  private static final Decision HALVED_AT_ONCE =
      new Decision(Fate.HALVED, Duration.ZERO, Duration.ZERO);

  private final Triage triage = new Triage(Triage.PUT_OFF);
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  private Decision decide(int count, boolean alone, Result result) {
    return decide("{}", count, alone, new Outcome(result, "answered so", Optional.empty()));
  }

  private Decision decide(String event, int count, boolean alone, Outcome outcome) {
    Lease lease = new Lease(0, List.of(1L), Collections.nCopies(count, event), alone, 0);
    return triage.decide(lease, outcome, now);
  }

  private void accept() {
    Outcome accepted = new Outcome(Result.ACCEPTED, "answered 202", Optional.empty());
    assertEquals(Fate.DELIVERED, decide("{\"another\":1}", 1, false, accepted).fate());
  }

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void refusedEventIsFoundByHalvesWhileOthersAreAccepted() {
    accept();
    for (int count = 1_000; count > 1; count /= 2) {
      assertEquals(HALVED_AT_ONCE, decide(count, count < 1_000, Result.REFUSED));
    }
    assertEquals(PUT_OFF, decide(1, true, Result.REFUSED));
    pass(1);
    accept();
    pass(59);
    assertEquals(Fate.REFUSED, decide(1, true, Result.REFUSED).fate());
  }

  @Test
  void acceptanceCountsForAMinute() {
    decide(1, false, Result.REFUSED);
    pass(1);
    accept();
    pass(61);
    assertFalse(decide(1, false, Result.REFUSED).pause().isZero());
  }

  /** Such as a proxy that begins to answer 400 to everything. */
  @Test
  void refusalsWithoutEndAreAnOutageAndNoDeadLetters() {
    accept();
    for (int i = 0; i < 3_000; i++) {
      Decision decision = decide(1, true, Result.REFUSED);
      assertNotEquals(Fate.REFUSED, decision.fate());
      assertEquals(i < 11, decision.pause().isZero());
      now = now.plus(decision.pause());
    }
  }

  @Test
  void outageKeepsTheOrderForAboutAMinuteAndThenOthersGetTheirTurn() {
    Duration waited = Duration.ZERO;
    for (int failure = 1; failure <= 6; failure++) {
      Decision decision = decide(1_000, false, Result.FAILED);
      assertEquals(Fate.RELEASED, decision.fate());
      waited = waited.plus(decision.pause());
    }
    assertTrue(waited.compareTo(Duration.ofSeconds(31)) > 0, waited::toString);
    Decision seventh = decide(1_000, false, Result.FAILED);
    assertEquals(new Decision(Fate.HALVED, Duration.ofMinutes(1), seventh.pause()), seventh);
  }

  @Test
  void eventThatFailsWhileOthersAreAcceptedIsPutOffAgainAndAgain() {
    for (int i = 0; i < 100; i++) {
      accept();
      assertEquals(PUT_OFF, decide(1, true, Result.FAILED));
      pass(60);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "6, 32", "7, 60", "1000, 60"})
  void whileStatsigIsAwayPausesDoubleUpToAMinuteAndDifferUntilAnEventIsAccepted(
      int failures, long seconds) {
    Set<Duration> pauses = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      accept();
      for (int before = 1; before < failures; before++) {
        assertEquals(Fate.RELEASED, decide(10, false, Result.UNAVAILABLE).fate());
      }
      pauses.add(decide(10, false, Result.UNAVAILABLE).pause());
    }
    Duration longest = Duration.ofSeconds(seconds);
    assertTrue(
        pauses.stream()
            .allMatch(p -> p.compareTo(longest) <= 0 && p.compareTo(longest.dividedBy(2)) > 0),
        pauses::toString);
    assertTrue(pauses.size() > 1, pauses::toString);
  }

  @ParameterizedTest
  @CsvSource({"PT2M, PT2M", "PT5M, PT5M", "PT24H, PT5M"})
  void pauseThatStatsigAsksForIsKeptUpToALimit(Duration asked, Duration pause) {
    Outcome busy = new Outcome(Result.UNAVAILABLE, "answered 429", Optional.of(asked));
    assertEquals(new Decision(Fate.RELEASED, Triage.PUT_OFF, pause), decide("{}", 10, false, busy));
  }
}
