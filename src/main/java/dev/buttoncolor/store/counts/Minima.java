package dev.buttoncolor.store.counts;

import dev.buttoncolor.analysis.RunningMinima;
import java.util.HashMap;
import java.util.Map;

/**
 * The running minima that looks have found and that are not committed yet, by run. A look counts
 * from the moment it is taken, whether a page or the end of a time bucket is the reason. Safe for
 * use by many threads.
 */
public final class Minima {

  private final Map<Integer, RunningMinima> unsaved = new HashMap<>();

  /** These and those of a run that wait to be committed. */
  synchronized RunningMinima with(int run, RunningMinima committed) {
    return committed.merge(unsaved.getOrDefault(run, RunningMinima.NONE));
  }

  /** Keeps those that lie below what is committed. */
  synchronized void lower(int run, RunningMinima committed, RunningMinima minima) {
    Map<RunningMinima.Key, Double> lower = new HashMap<>(minima.rows());
    lower.entrySet().removeIf(entry -> entry.getValue() >= committed.p(entry.getKey()));
    if (!lower.isEmpty()) {
      unsaved.merge(run, new RunningMinima(lower), RunningMinima::merge);
    }
  }

  /** What is to be committed. */
  public synchronized Map<Integer, RunningMinima> unsaved() {
    return Map.copyOf(unsaved);
  }

  /** Forgets what has been committed, unless it has been lowered since. */
  public synchronized void saved(Map<Integer, RunningMinima> values) {
    values.forEach((run, minima) -> unsaved.remove(run, minima));
  }
}
