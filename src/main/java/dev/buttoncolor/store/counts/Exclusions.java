package dev.buttoncolor.store.counts;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.runs.StoredRun;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often this instance has excluded each kind, for each run. What is saved is the whole number
 * and not what was added, so that it may be saved twice. Safe for use by many threads.
 */
public final class Exclusions {

  /**
   * One counter.
   *
   * @param run the run's key in the database
   */
  public record Key(int run, Exclusion kind) {}

  private final Map<Exclusion, LongAdder> latest = new EnumMap<>(Exclusion.class);
  private final LongAdder counted = new LongAdder();
  private final Map<Key, Long> totals = new HashMap<>();
  private final Map<Key, Long> saved = new HashMap<>();

  Exclusions() {
    for (Exclusion kind : Exclusion.values()) {
      latest.put(kind, new LongAdder());
    }
  }

  /** Counts one for the run that is the current one when it is saved. */
  public void count(Exclusion kind) {
    latest.get(kind).increment();
    counted.increment();
  }

  /** How many were counted since the start, of all kinds. */
  long counted() {
    return counted.sum();
  }

  /** What this instance had counted before it was started anew. */
  public synchronized void restore(Map<Key, Long> before) {
    before.forEach((key, times) -> totals.merge(key, times, Long::sum));
    before.forEach((key, times) -> saved.merge(key, times, Long::sum));
  }

  /** The counters that have changed since they were saved. */
  public synchronized Map<Key, Long> unsaved(int currentRun) {
    latest.forEach(
        (kind, adder) -> {
          long times = adder.sumThenReset();
          if (times > 0) {
            totals.merge(new Key(currentRun, kind), times, Long::sum);
          }
        });
    Map<Key, Long> unsaved = new HashMap<>(totals);
    unsaved.entrySet().removeAll(saved.entrySet());
    return unsaved;
  }

  public synchronized void saved(Map<Key, Long> values) {
    saved.putAll(values);
  }

  /** How often this instance has counted each kind for a run. */
  synchronized Map<Exclusion, Long> of(StoredRun run, boolean isCurrent) {
    Map<Exclusion, Long> times = new EnumMap<>(Exclusion.class);
    for (Exclusion kind : Exclusion.values()) {
      times.put(
          kind,
          totals.getOrDefault(new Key(run.id(), kind), 0L)
              + (isCurrent ? latest.get(kind).sum() : 0));
    }
    return times;
  }
}
