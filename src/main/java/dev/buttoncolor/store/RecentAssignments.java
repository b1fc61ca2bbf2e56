package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.VisitorId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers for some seconds which assignments were written down, so that somebody who reloads the
 * page costs neither an evaluation nor a write. A direct-mapped cache, as processors have: each
 * visitor has one place, which the next one with that place takes over. Forgetting costs an
 * evaluation with the same outcome and a write that changes nothing, so it may forget; it never
 * makes anything up.
 */
final class RecentAssignments {

  /** As often as the SDK asks for new specs; it logs nobody's exposure twice in a minute anyway. */
  static final Duration REMEMBERED = Duration.ofSeconds(10);

  /** A power of two; some 10 MB when every place is taken. */
  private static final int PLACES = 1 << 16;

  private final AtomicReferenceArray<Entry> places = new AtomicReferenceArray<>(PLACES);

  private record Entry(VisitorId visitor, Assignment assignment, long nanoTime) {}

  Optional<Assignment> find(VisitorId visitor) {
    Entry found = places.getAcquire(place(visitor));
    return found != null
            && found.visitor().equals(visitor)
            && System.nanoTime() - found.nanoTime() < REMEMBERED.toNanos()
        ? Optional.of(found.assignment())
        : Optional.empty();
  }

  void add(VisitorId visitor, Assignment assignment) {
    places.setRelease(place(visitor), new Entry(visitor, assignment, System.nanoTime()));
  }

  private static int place(VisitorId visitor) {
    int hash = visitor.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
