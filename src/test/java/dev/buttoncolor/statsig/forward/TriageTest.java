package dev.buttoncolor.statsig.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An outage is told from events that Statsig cannot take. */
class TriageTest {

  private static final Outcome REFUSED = outcome(Result.REFUSED);
  private static final Outcome FAILED = outcome(Result.FAILED);
  private static final Outcome AWAY = outcome(Result.UNAVAILABLE);
  private static final Decision PUT_OFF =
      new Decision(Fate.HALVED, Duration.ofMinutes(1), Duration.ZERO);
  private static final Decision HALVED_AT_ONCE =
      new Decision(Fate.HALVED, Duration.ZERO, Duration.ZERO);

  private final Triage triage = new Triage(Triage.PUT_OFF);
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  private static Outcome outcome(Result result) {
    return new Outcome(result, "answered so", Optional.empty());
  }

  private static Lease events(int first, int count, int halvings) {
    return new Lease(
        0,
        LongStream.range(first, first + count).boxed().toList(),
        Collections.nCopies(count, "{}"),
        halvings,
        0);
  }

  private Decision decide(Lease lease, Outcome outcome) {
    return triage.decide(lease, outcome, now);
  }

  private void accept() {
    assertEquals(Fate.DELIVERED, decide(events(1_000_000, 1, 0), outcome(Result.ACCEPTED)).fate());
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void refusedEventIsFoundByHalvesWhileOthersAreAccepted() {
    accept();
    for (int count = 1_000, halvings = 0; count > 1; count /= 2, halvings++) {
      assertEquals(HALVED_AT_ONCE, decide(events(0, count, halvings), REFUSED));
    }
    assertEquals(PUT_OFF, decide(events(0, 1, 10), REFUSED));
    pass(Duration.ofSeconds(1));
    accept();
    pass(Duration.ofSeconds(59));
    assertEquals(Fate.REFUSED, decide(events(0, 1, 11), REFUSED).fate());
  }

  /** Such as a proxy that begins to answer 400 to everything. */
  @Test
  void nothingIsADeadLetterUnlessAnotherEventIsAcceptedAfterIt() {
    accept();
    for (int hour = 0; hour < 60; hour++) {
      for (int event = 0; event < 50; event++) {
        Decision decision = decide(events(event, 1, 10 + hour), REFUSED);
        assertTrue(decision.fate() != Fate.REFUSED, decision::toString);
        pass(decision.pause());
      }
    }
  }

  @Test
  void acceptanceCountsForAMinute() {
    decide(events(0, 1, 0), REFUSED);
    pass(Duration.ofSeconds(1));
    accept();
    pass(Duration.ofSeconds(61));
    assertTrue(!decide(events(0, 1, 0), REFUSED).pause().isZero());
  }

  @Test
  void refusalsWithoutEndAreAnOutage() {
    accept();
    for (int i = 0; i < 11; i++) {
      assertEquals(Duration.ZERO, decide(events(i, 2, 9), REFUSED).pause());
    }
    assertTrue(!decide(events(11, 2, 9), REFUSED).pause().isZero());
  }

  @Test
  void outageKeepsTheOrderForAboutAMinuteAndThenOthersGetTheirTurn() {
    Duration waited = Duration.ZERO;
    for (int failure = 1; failure <= 6; failure++) {
      Decision decision = decide(events(0, 1_000, 0), FAILED);
      assertEquals(Fate.RELEASED, decision.fate());
      waited = waited.plus(decision.pause());
    }
    assertTrue(waited.compareTo(Duration.ofSeconds(31)) > 0, waited::toString);
    Decision seventh = decide(events(0, 1_000, 0), FAILED);
    assertEquals(Fate.HALVED, seventh.fate());
    assertEquals(Duration.ofMinutes(1), seventh.later());
    assertTrue(seventh.pause().compareTo(Duration.ofSeconds(30)) >= 0, seventh::toString);
  }

  @Test
  void statsigThatIsAwayHalvesNothing() {
    for (int i = 0; i < 100; i++) {
      assertEquals(Fate.RELEASED, decide(events(0, 1_000, 0), AWAY).fate());
    }
  }

  @Test
  void eventThatFailsWhileOthersAreAcceptedIsPutOffAgainAndAgain() {
    for (int halvings = 1; halvings < 100; halvings++) {
      accept();
      assertEquals(PUT_OFF, decide(events(0, 1, halvings), FAILED));
      pass(Duration.ofMinutes(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "6, 32", "7, 60", "1000, 60"})
  void pausesDoubleUpToAMinuteAndDifferAndStartAnewOnceAnEventIsAccepted(
      int failures, long seconds) {
    Set<Duration> pauses = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      accept();
      for (int before = 1; before < failures; before++) {
        decide(events(0, 10, 0), AWAY);
      }
      pauses.add(decide(events(0, 10, 0), AWAY).pause());
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
    assertEquals(
        new Decision(Fate.RELEASED, Triage.PUT_OFF, pause), decide(events(0, 10, 0), busy));
  }
}
