package dev.buttoncolor.store;

import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.store.runs.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Exclusions and what looks have found, until they are committed. Any thread adds, the one that
 * writes takes. Safe for use by many threads.
 */
final class Uncommitted {

  private final Map<Exclusion, LongAdder> excluded = new ConcurrentHashMap<>();
  private final Map<Integer, Evidence> evidence = new HashMap<>(); // by run

  /** Counts one for the run that is the current one when it is taken. */
  void exclude(Exclusion kind) {
    excluded.computeIfAbsent(kind, first -> new LongAdder()).increment();
  }

  Tally takeExclusions(Run current) {
    Tally taken = new Tally();
    excluded.forEach((kind, times) -> taken.exclude(current, kind, times.sumThenReset()));
    return taken;
  }

  /**
   * A look at a run: its p-values enter the running minima, from this moment on and whether a page
   * or the end of a time bucket is the reason. A planned look that it makes due waits for its
   * commit: nothing of it is shown before.
   */
  synchronized RecordedRun look(RecordedRun read) {
    Evidence unsaved = evidence.getOrDefault(read.run().id(), Evidence.NONE);
    RecordedRun looked = read.lookedAt(unsaved);
    Evidence found =
        new Evidence(looked.evidence().minima(), read.duePlannedLooks().plannedLooks());
    if (!found.equals(new Evidence(read.evidence().minima(), Map.of()))) {
      evidence.put(read.run().id(), unsaved.merge(found));
    }
    return looked;
  }

  synchronized Map<Integer, Evidence> evidence() {
    return Map.copyOf(evidence);
  }

  /** Forgets what is committed, unless a look has added to it since. */
  synchronized void committed(Map<Integer, Evidence> values) {
    values.forEach(evidence::remove);
  }
}
