package dev.buttoncolor.store;

import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.runs.DesignSettings;
import java.util.ArrayList;
import java.util.List;

/** What an SDK would have logged, put there by a test. */
public final class TestLog implements LoggedEvents {

  /** What a live store is opened with. */
  public static final StoreOptions LIVE =
      new StoreOptions(
          Mode.LIVE, "button_color_v3", DesignSettings.NONE, "key", "visited_signup", 1 << 24);

  private final List<LoggedEvent> events = new ArrayList<>();

  void add(VisitorId visitor, String name) {
    add(visitor, name, json(visitor, name));
  }

  /** As the SDK writes it, as far as this program reads it. */
  static String json(VisitorId visitor, String name) {
    return "{\"eventName\":\"%s\",\"user\":{\"userID\":\"%s\"},\"time\":1}"
        .formatted(name, visitor);
  }

  public synchronized void add(VisitorId visitor, String name, String json) {
    events.add(new LoggedEvent(visitor, name, json));
  }

  @Override
  public synchronized List<LoggedEvent> collect() {
    return List.copyOf(events);
  }

  @Override
  public synchronized void committed(int count) {
    events.subList(0, count).clear();
  }

  synchronized int size() {
    return events.size();
  }
}
