package dev.buttoncolor.web.results;

import dev.buttoncolor.store.EventStore;
import java.util.Optional;

/** The results of the current run at this moment. */
final class LatestResults implements SharedResults.Source {

  private final EventStore store;

  LatestResults(EventStore store) {
    this.store = store;
  }

  @Override
  public Object state() {
    return store.version();
  }

  @Override
  public Optional<RunResults> results() {
    return store.look().flatMap(RunResults::of);
  }
}
