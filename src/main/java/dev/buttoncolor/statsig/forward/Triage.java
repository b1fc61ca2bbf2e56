package dev.buttoncolor.statsig.forward;

import dev.buttoncolor.statsig.forward.Delivery.Outcome;
import dev.buttoncolor.statsig.forward.Delivery.Result;
import dev.buttoncolor.store.database.OutboxTable.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells an outage of Statsig from events that it cannot take. It looks at what became of the other
 * events: while none is accepted, the answer says nothing about these.
 *
 * <ul>
 *   <li>In an outage the oldest events are tried again and again, with pauses that grow to a
 *       minute. After about a minute they are put off, so that others get their turn.
 *   <li>Events that are refused while others are accepted are halved at once, down to the one that
 *       is the reason. An event that is refused alone, and again after another was accepted, is a
 *       dead letter.
 *   <li>Events that fail in another way while others are accepted are put off a minute at a time,
 *       each time halved.
 * </ul>
 *
 * <p>An error costs little: during an outage, each post halves one batch at most, and there is at
 * most one a minute. For one thread.
 */
final class Triage {

  /** How long it counts that Statsig accepted an event. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  static final Duration PUT_OFF = Duration.ofMinutes(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Even if Statsig asks for more: a wrong clock must not stop the events for a day. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  /** So many failures in a row, with their pauses about a minute of them, are an outage's. */
  private static final int IN_ORDER = 6;

  /** So many refusals in a row are what it takes to halve 1,000 events down to one. */
  private static final int DOWN_TO_ONE = 11;

  private final Duration putOff;
  private final Map<String, Instant> refusedAlone = new HashMap<>();
  private Instant accepted = Instant.MIN;
  private int failures; // in a row

  Triage(Duration putOff) {
    this.putOff = putOff;
  }

  enum Fate {
    DELIVERED,
    /** They are due again at once. */
    RELEASED,
    /** They are due again later, as halves. */
    HALVED,
    /** It is one event, and it becomes a dead letter. */
    REFUSED
  }

  /**
   * @param later when halves are due again
   * @param pause how long to leave Statsig alone
   */
  record Decision(Fate fate, Duration later, Duration pause) {}

  Decision decide(Lease lease, Outcome outcome, Instant now) {
    if (outcome.result() == Result.ACCEPTED) {
      failures = 0;
      accepted = now;
      refusedAlone.keySet().removeAll(lease.events());
      return new Decision(Fate.DELIVERED, Duration.ZERO, Duration.ZERO);
    }
    failures++;
    boolean outage =
        Duration.between(accepted, now).compareTo(RECENT) > 0 || failures > DOWN_TO_ONE;
    return switch (outcome.result()) {
      case REFUSED -> refused(lease, outcome, outage, now);
      case FAILED -> lease.alone() && !outage ? halved(putOff) : waitOut(outcome);
      default -> waitOut(outcome);
    };
  }

  private Decision refused(Lease lease, Outcome outcome, boolean outage, Instant now) {
    List<String> events = lease.events();
    boolean isOne = events.size() == 1;
    Instant before = isOne ? refusedAlone.putIfAbsent(events.get(0), now) : null;
    if (outage) {
      return waitOut(outcome);
    }
    if (!isOne) {
      return halved(Duration.ZERO);
    }
    if (before == null || !accepted.isAfter(before)) {
      return halved(putOff);
    }
    refusedAlone.remove(events.get(0));
    return new Decision(Fate.REFUSED, Duration.ZERO, Duration.ZERO);
  }

  private static Decision halved(Duration later) {
    return new Decision(Fate.HALVED, later, Duration.ZERO);
  }

  private Decision waitOut(Outcome outcome) {
    boolean mayBeTheEvents =
        outcome.result() == Result.FAILED || outcome.result() == Result.REFUSED;
    Fate fate = mayBeTheEvents && failures > IN_ORDER ? Fate.HALVED : Fate.RELEASED;
    return new Decision(fate, putOff, pause(outcome.retryAfter()));
  }

  /**
   * Doubles with each failure in a row, from a second to a minute, or is what Statsig asked for if
   * that is longer. The last half is random, so that many instances do not come back all at once.
   */
  private Duration pause(Optional<Duration> asked) {
    long full = Math.min(LONGEST_PAUSE.toMillis(), 1_000L << Math.min(failures - 1, IN_ORDER));
    long own = full - ThreadLocalRandom.current().nextLong(full / 2);
    long wanted = Math.min(LONGEST_ASKED.toMillis(), asked.orElse(Duration.ZERO).toMillis());
    return Duration.ofMillis(Math.max(own, wanted));
  }
}
