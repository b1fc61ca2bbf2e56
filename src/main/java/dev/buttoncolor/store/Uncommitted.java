package dev.buttoncolor.store;

import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Tally;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this instance has counted and looked at beside the events, and not committed yet: exclusions
 * and running minima. Any thread adds, the one that writes takes. Safe for use by many threads.
 */
final class Uncommitted {

  private final Map<Exclusion, LongAdder> excluded = new EnumMap<>(Exclusion.class);
  private final Map<Integer, RunningMinima> minima = new HashMap<>(); // by run

  Uncommitted() {
    for (Exclusion kind : Exclusion.values()) {
      excluded.put(kind, new LongAdder());
    }
  }

  /** Counts one for the run that is the current one when it is taken. */
  void exclude(Exclusion kind) {
    excluded.get(kind).increment();
  }

  /** Takes what was excluded since the last time. */
  Tally takeExclusions(Run current) {
    Tally taken = new Tally();
    excluded.forEach(
        (kind, adder) -> {
          long times = adder.sumThenReset();
          if (times > 0) {
            taken.exclude(current, kind, times);
          }
        });
    return taken;
  }

  /**
   * A look at a run: its p-values enter the running minima, from this moment on and whether a page
   * or the end of a time bucket is the reason.
   */
  synchronized RecordedRun look(RecordedRun read) {
    int run = read.run().id();
    RecordedRun looked = read.lookedAt(minima.getOrDefault(run, RunningMinima.NONE));
    Map<RunningMinima.Key, Double> lower = new HashMap<>(looked.minima().rows());
    lower.entrySet().removeIf(entry -> entry.getValue() >= read.minima().p(entry.getKey()));
    if (!lower.isEmpty()) {
      minima.merge(run, new RunningMinima(lower), RunningMinima::merge);
    }
    return looked;
  }

  /** The minima that are to be committed, by run. */
  synchronized Map<Integer, RunningMinima> minima() {
    return Map.copyOf(minima);
  }

  /** Forgets minima that are committed, unless they have been lowered since. */
  synchronized void committed(Map<Integer, RunningMinima> values) {
    values.forEach(minima::remove);
  }
}
