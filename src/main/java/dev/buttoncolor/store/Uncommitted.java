package dev.buttoncolor.store;

import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.PlannedLook;
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
 * What this instance has counted and looked at beside the events, and not committed yet:
 * exclusions, running minima, planned looks. Any thread adds, the one that writes takes. Safe for
 * use by many threads.
 */
final class Uncommitted {

  private final Map<Exclusion, LongAdder> excluded = new EnumMap<>(Exclusion.class);
  private final Map<Integer, RunningMinima> minima = new HashMap<>(); // by run
  private final Map<Integer, Map<Pair, PlannedLook>> plannedLooks = new HashMap<>(); // by run

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
   * or the end of a time bucket is the reason. A planned look that it makes due waits for its
   * commit: nothing of it is shown before.
   */
  synchronized RecordedRun look(RecordedRun read) {
    int run = read.run().id();
    RecordedRun looked = read.lookedAt(minima.getOrDefault(run, RunningMinima.NONE));
    Map<RunningMinima.Key, Double> lower = new HashMap<>(looked.evidence().minima().rows());
    lower
        .entrySet()
        .removeIf(entry -> entry.getValue() >= read.evidence().minima().p(entry.getKey()));
    if (!lower.isEmpty()) {
      minima.merge(run, new RunningMinima(lower), RunningMinima::merge);
    }
    read.duePlannedLooks()
        .forEach(
            (pair, look) ->
                plannedLooks.computeIfAbsent(run, key -> new HashMap<>()).putIfAbsent(pair, look));
    return looked;
  }

  /** The planned looks that are to be committed, by run. */
  synchronized Map<Integer, Map<Pair, PlannedLook>> plannedLooks() {
    Map<Integer, Map<Pair, PlannedLook>> all = new HashMap<>();
    plannedLooks.forEach((run, looks) -> all.put(run, Map.copyOf(looks)));
    return all;
  }

  /** Forgets planned looks once they, or those of another instance, are committed. */
  synchronized void taken(Map<Integer, Map<Pair, PlannedLook>> looks) {
    looks.forEach(
        (run, pairs) -> {
          plannedLooks.get(run).keySet().removeAll(pairs.keySet());
          plannedLooks.values().removeIf(Map::isEmpty);
        });
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
