package dev.buttoncolor.experiment;

import java.util.List;

/**
 * The events that the SDK has logged and that the store has not committed yet, in the order in
 * which they were logged. Only the thread that writes the store calls it.
 */
public interface LoggedEvents {

  /** Embedded: Statsig is told nothing. */
  LoggedEvents NONE = List::of;

  /** The JSON is what the SDK would post, in ASCII. */
  record LoggedEvent(VisitorId visitor, String name, String json) {}

  /** All that was logged before this call and is not {@link #committed}, oldest first. */
  List<LoggedEvent> collect();

  /** The oldest {@code count} of them are committed: they leave the list. */
  default void committed(int count) {}
}
