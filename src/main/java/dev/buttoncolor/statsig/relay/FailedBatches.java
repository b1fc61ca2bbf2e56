package dev.buttoncolor.statsig.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The batches that Statsig failed on, and whether it is Statsig's doing or theirs.
 *
 * <p>A failed try counts against a batch only once Statsig took <b>another</b> batch after it: then
 * Statsig was there, and the batch alone is left to blame. During an outage no batch passes, so no
 * try counts, however long it lasts. A batch against which {@value #MAX_TRIES} tries count is a
 * dead letter. The number is high because a Statsig that is half down fails at random: where it
 * fails on every second request, one batch in a thousand is condemned, where on every fifth, one in
 * ten million. With the pauses between them ten tries take some minutes, in which the line goes on.
 *
 * <p>Kept in memory: after a restart a batch has all its tries again. Not safe for use by two
 * threads at once.
 */
final class FailedBatches {
  static final int MAX_TRIES = 10;

  private final Map<Long, Failure> failures = new HashMap<>();

  /** What is known against one batch. */
  private static final class Failure {
    int tries;
    boolean sinceLastPass;
    String why = "";
    Instant due = Instant.MIN;
  }

  /** A try failed, and the batch itself may be the reason. */
  void failed(long id, String why, Optional<Duration> retryAfter, Instant now) {
    Failure failure = failures.computeIfAbsent(id, any -> new Failure());
    failure.sinceLastPass = true;
    failure.why = why;
    if (failure.tries > 0) {
      failure.due = now.plus(Backoff.after(failure.tries, retryAfter));
    }
  }

  /** Statsig took a batch: what failed since it last took one counts. */
  void passed(long id, Instant now) {
    failures.remove(id);
    for (Failure failure : failures.values()) {
      if (failure.sinceLastPass) {
        failure.sinceLastPass = false;
        failure.tries++;
        failure.due = now.plus(Backoff.after(failure.tries, Optional.empty()));
      }
    }
  }

  /** Forgets all but these: the others have left the line. */
  void keep(Set<Long> waiting) {
    failures.keySet().retainAll(waiting);
  }

  /** The batches of which something is known. */
  Set<Long> ids() {
    return Set.copyOf(failures.keySet());
  }

  /** Whether Statsig took another batch after it had failed on this one. */
  boolean isSuspect(long id) {
    return failures.containsKey(id) && failures.get(id).tries > 0;
  }

  /** What Statsig said of a batch that it fails on while it takes others; empty without such. */
  Optional<String> reason() {
    return failures.values().stream()
        .filter(failure -> failure.tries > 0)
        .map(failure -> failure.why)
        .findFirst();
  }

  /** The batches to be left alone at the moment, because Statsig failed on them before. */
  Set<Long> resting(Instant now) {
    Set<Long> resting = new HashSet<>();
    failures.forEach(
        (id, failure) -> {
          if (failure.due.isAfter(now)) {
            resting.add(id);
          }
        });
    return resting;
  }

  /** When the first of those may be tried again. */
  Optional<Instant> nextDue(Instant now) {
    return failures.values().stream()
        .map(failure -> failure.due)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /** Takes out a batch that has had all its tries. */
  Optional<DeadLetter> condemned() {
    Iterator<Map.Entry<Long, Failure>> all = failures.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Long, Failure> next = all.next();
      if (next.getValue().tries >= MAX_TRIES) {
        all.remove();
        return Optional.of(new DeadLetter(next.getKey(), next.getValue().why));
      }
    }
    return Optional.empty();
  }

  /** A batch that is given up, and why. */
  record DeadLetter(long id, String why) {}
}
