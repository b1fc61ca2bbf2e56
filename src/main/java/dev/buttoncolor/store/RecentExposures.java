package dev.buttoncolor.store;

import dev.buttoncolor.experiment.VisitorId;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers which visitors were written down lately, so that somebody who reloads the page costs
 * the database nothing. A direct-mapped cache, as processors have: each visitor has one place,
 * which the next one with that place takes over. Forgetting costs a write that changes nothing, so
 * it may forget; it never makes anything up.
 */
final class RecentExposures {

  /** A power of two; some 10 MB when every place is taken. */
  private static final int PLACES = 1 << 16;

  private final AtomicReferenceArray<EventStore.Event.Exposed> places =
      new AtomicReferenceArray<>(PLACES);

  boolean has(VisitorId visitor, String group) {
    EventStore.Event.Exposed found = places.getAcquire(place(visitor));
    return found != null && found.visitor().equals(visitor) && found.group().equals(group);
  }

  void add(VisitorId visitor, String group) {
    places.setRelease(place(visitor), new EventStore.Event.Exposed(visitor, group));
  }

  private static int place(VisitorId visitor) {
    int hash = visitor.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
