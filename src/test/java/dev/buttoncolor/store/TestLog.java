package dev.buttoncolor.store;

import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.runs.DesignSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What an SDK would have logged, put there by a test. */
public final class TestLog implements LoggedEvents {

  /** What a live store is opened with. */
  public static final StoreOptions LIVE =
      new StoreOptions(
          Mode.LIVE, "button_color_v3", DesignSettings.NONE, "key", "visited_signup", 1 << 24);

  private final List<LoggedEvent> events = new ArrayList<>();
  private boolean hangs;

  void add(VisitorId visitor, String name) {
    add(visitor, name, "{\"%s\":\"%s\"}".formatted(name, visitor));
  }

  public synchronized void add(VisitorId visitor, String name, String json) {
    events.add(new LoggedEvent(visitor, name, json));
  }

  /** Hands nothing over, or all again. */
  synchronized void hang(boolean hang) {
    hangs = hang;
  }

  @Override
  public synchronized List<LoggedEvent> collect() throws TimeoutException {
    if (hangs) {
      throw new TimeoutException();
    }
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
