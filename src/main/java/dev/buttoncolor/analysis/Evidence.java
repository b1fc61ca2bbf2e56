package dev.buttoncolor.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has gathered at its looks, and keeps over restarts.
 *
 * @param minima the running minima
 * @param plannedLooks the planned looks that are stored: the first to be stored of a pair stays
 */
public record Evidence(RunningMinima minima, Map<Pair, PlannedLook> plannedLooks) {

  /** Before the first look. */
  public static final Evidence NONE = new Evidence(RunningMinima.NONE, Map.of());

  public Evidence {
    plannedLooks = Map.copyOf(plannedLooks);
  }

  public Optional<PlannedLook> plannedLook(Pair pair) {
    return Optional.ofNullable(plannedLooks.get(pair));
  }

  /** The planned looks that were taken by the time of these counts. */
  public Map<Pair, PlannedLook> takenBy(GroupCounts counts) {
    Map<Pair, PlannedLook> taken = new LinkedHashMap<>(plannedLooks);
    taken
        .entrySet()
        .removeIf(
            look ->
                look.getValue().counts().effectiveVisitors()
                    > counts.of(look.getKey()).effectiveVisitors());
    return taken;
  }

  /**
   * The evidence once these counts are looked at too, without the planned looks that they make
   * {@linkplain #due due}: these count from when they are stored.
   */
  public Evidence after(Design design, GroupCounts counts) {
    return new Evidence(minima.after(design, counts), plannedLooks);
  }

  /**
   * The evidence once one pair is looked at too, and its planned look taken if it is due, as in
   * simulations; this object itself if that brings nothing new.
   */
  Evidence after(Pair pair, PairCounts counts, long plannedVisitors) {
    RunningMinima lower = minima.after(pair, counts, plannedVisitors);
    Evidence after = lower == minima ? this : new Evidence(lower, plannedLooks);
    return plannedLooks.containsKey(pair) || !counts.isPlannedLookDue(plannedVisitors)
        ? after
        : after.with(Map.of(pair, new PlannedLook(counts)));
  }

  /** The planned looks of these counts that are not taken yet. */
  public Map<Pair, PlannedLook> due(Design design, GroupCounts counts) {
    Map<Pair, PlannedLook> due = new LinkedHashMap<>();
    for (Pair pair : Pair.all(design)) {
      PairCounts now = counts.of(pair);
      if (!plannedLooks.containsKey(pair) && now.isPlannedLookDue(design.plannedVisitors())) {
        due.put(pair, new PlannedLook(now));
      }
    }
    return due;
  }

  /** The evidence once these are stored. */
  public Evidence with(Map<Pair, PlannedLook> stored) {
    Map<Pair, PlannedLook> all = new LinkedHashMap<>(stored);
    all.putAll(plannedLooks);
    return new Evidence(minima, all);
  }
}
