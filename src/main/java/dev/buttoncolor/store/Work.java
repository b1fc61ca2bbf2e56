package dev.buttoncolor.store;

import dev.buttoncolor.experiment.LoggedEvents.LoggedEvent;
import java.util.List;

/**
 * What one transaction writes.
 *
 * @param events for the store
 * @param logged for the outbox: all that the SDK has logged of these events, or more
 */
record Work(List<Event> events, List<LoggedEvent> logged) {

  boolean isEmpty() {
    return events.isEmpty() && logged.isEmpty();
  }

  boolean isOne() {
    return events.size() + logged.size() == 1;
  }

  /**
   * The same in two transactions. What is for Statsig comes first, so that the store never has an
   * event that the outbox has not.
   */
  List<Work> halves() {
    if (!events.isEmpty() && !logged.isEmpty()) {
      return List.of(new Work(List.of(), logged), new Work(events, List.of()));
    }
    int half = events.size() / 2;
    int halfLogged = logged.size() / 2;
    return List.of(
        new Work(events.subList(0, half), logged.subList(0, halfLogged)),
        new Work(events.subList(half, events.size()), logged.subList(halfLogged, logged.size())));
  }
}
