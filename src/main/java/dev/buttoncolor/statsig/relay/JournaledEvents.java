package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.statsig.relay.LoggedEvent.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The events that the SDK holds, as far as the journal knows: when one has to be written down, and
 * when it may be struck out.
 *
 * <p>A <b>signup</b> is struck out by a passing signup of the same visitor, the one nearest in
 * time; the SDK passes each.
 *
 * <p>An <b>exposure</b> is struck out by a passing exposure of the same visitor, experiment and
 * rule. The SDK does not pass each: it keeps a set of at most {@value #SDK_MEMORY} such keys,
 * empties it every {@link #SDK_MEMORY_RESET}, and logs no exposure whose key is in it. So an
 * exposure is not written down while another of its key is written down, nor after one has passed
 * within that time and that number: the SDK has let the visitor's exposure through, or is about to,
 * and Statsig counts the first. Where this misjudges the SDK, the visitor's repeated exposure is
 * written down and never passes; {@link #overdue} takes it out.
 *
 * <p>Not safe for use by two threads at once.
 */
final class JournaledEvents {
  static final int SDK_MEMORY = 10_000;
  static final Duration SDK_MEMORY_RESET = Duration.ofSeconds(60);

  /**
   * By then an event has passed or never will: the SDK posts what it holds every 60 s, and gives up
   * 150 s after a post failed.
   */
  static final Duration OVERDUE = Duration.ofMinutes(5);

  /** The SDK stamps its exposure before it is written down here; this much later is another one. */
  private static final Duration SAME_EXPOSURE = Duration.ofSeconds(5);

  private final Map<Key, List<Entry>> byKey = new LinkedHashMap<>(); // nearly always one a key
  private Set<Key> passed = new HashSet<>();
  private Set<Key> passedBefore = new HashSet<>();
  private Instant passedSince = Instant.EPOCH;
  private int size;
  private long bytes;

  /** One event that is written down: its number in the journal, and its JSON. */
  record Entry(long number, LoggedEvent event, String json) {
    Duration distanceTo(LoggedEvent other) {
      return Duration.between(event.time(), other.time()).abs();
    }
  }

  /** Whether an exposure has to be written down at all. */
  boolean isNeeded(Key exposure, Instant now) {
    forgetPassed(now);
    return !byKey.containsKey(exposure)
        && !passed.contains(exposure)
        && !passedBefore.contains(exposure);
  }

  void add(Entry entry) {
    byKey.merge(entry.event().key(), List.of(entry), JournaledEvents::both);
    size++;
    bytes += entry.json().length();
  }

  private static List<Entry> both(List<Entry> some, List<Entry> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** What is to be struck out because this event passed. */
  Optional<Entry> pass(LoggedEvent event, Instant now) {
    Optional<Entry> nearest = nearest(event);
    if (!event.key().isExposure()) {
      return nearest;
    }
    forgetPassed(now);
    passed.add(event.key());
    return nearest.filter(entry -> event.time().isBefore(entry.event().time().plus(SAME_EXPOSURE)));
  }

  private Optional<Entry> nearest(LoggedEvent event) {
    List<Entry> entries = byKey.get(event.key());
    if (entries == null) {
      return Optional.empty();
    }
    return entries.size() == 1
        ? Optional.of(entries.get(0))
        : entries.stream().min(Comparator.comparing(entry -> entry.distanceTo(event)));
  }

  /** What should have passed by now. */
  List<Entry> overdue(Instant now) {
    Instant limit = now.minus(OVERDUE);
    return all().filter(entry -> entry.event().time().isBefore(limit)).toList();
  }

  /** One of those that have been there longest. */
  Optional<Entry> oldest() {
    return all().findFirst();
  }

  Stream<Entry> all() {
    return byKey.values().stream().flatMap(List::stream);
  }

  void remove(Entry entry) {
    byKey.computeIfPresent(entry.event().key(), (key, entries) -> without(entry, entries));
    size--;
    bytes -= entry.json().length();
  }

  private static List<Entry> without(Entry entry, List<Entry> entries) {
    return entries.size() == 1
        ? null // takes the key out of the map
        : entries.stream().filter(other -> other.number() != entry.number()).toList();
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The length of their JSON. */
  long bytes() {
    return bytes;
  }

  /** Keeps two sets, so that at any time one of them spans the SDK's whole memory. */
  private void forgetPassed(Instant now) {
    boolean old = now.isAfter(passedSince.plus(SDK_MEMORY_RESET));
    if (old || passed.size() >= SDK_MEMORY) {
      boolean allOld = now.isAfter(passedSince.plus(SDK_MEMORY_RESET.multipliedBy(2)));
      passedBefore = allOld ? Set.of() : passed;
      passed = new HashSet<>();
      passedSince = now;
    }
  }
}
