package dev.buttoncolor.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has gathered at its looks, and keeps over restarts and over several instances of the
 * program. A p-value that is valid at every look may be quoted at its smallest, so evidence once
 * gathered is not lost again.
 *
 * @param minima the smallest p of watching so far, 0 to 1: that the rate of a pair's {@code group}
 *     is above the other's, and that of {@link #SAMPLE_RATIO}
 * @param plannedLooks the counts of the planned looks that are stored: the first to be stored of a
 *     pair stays
 */
public record Evidence(Map<Pair, Double> minima, Map<Pair, PairCounts> plannedLooks) {

  public static final Evidence NONE = new Evidence(Map.of(), Map.of());

  /** Stands for the test of the groups' sizes, which is of no pair. */
  public static final Pair SAMPLE_RATIO = new Pair("", "");

  public Evidence {
    minima = Map.copyOf(minima);
    plannedLooks = Map.copyOf(plannedLooks);
    for (double p : minima.values()) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("A p-value is 0 to 1, not " + p + ".");
      }
    }
  }

  /** The smallest p so far, 1 without one. */
  public double p(Pair above) {
    return minima.getOrDefault(above, 1.0);
  }

  public Optional<PairCounts> plannedLook(Pair pair) {
    return Optional.ofNullable(plannedLooks.get(pair));
  }

  /** The smaller p of each, whatever their order; planned looks that are here stay. */
  public Evidence merge(Evidence other) {
    Map<Pair, Double> both = new LinkedHashMap<>(minima);
    other.minima.forEach((pair, p) -> both.merge(pair, p, Math::min));
    Map<Pair, PairCounts> looks = new LinkedHashMap<>(other.plannedLooks);
    looks.putAll(plannedLooks);
    return new Evidence(both, looks);
  }

  /** The planned looks alone that were taken by the time of these counts. */
  public Evidence takenBy(GroupCounts counts) {
    Map<Pair, PairCounts> taken = new LinkedHashMap<>(plannedLooks);
    taken.keySet().removeIf(pair -> taken.get(pair).weight() > counts.of(pair).weight());
    return new Evidence(Map.of(), taken);
  }

  /** The planned looks alone that these counts make due, and that are not taken yet. */
  public Evidence due(Design design, GroupCounts counts) {
    Map<Pair, PairCounts> due = new LinkedHashMap<>();
    for (Pair pair : Pair.all(design)) {
      PairCounts now = counts.of(pair);
      if (isDue(pair, now, design.plannedVisitors())) {
        due.put(pair, now);
      }
    }
    return new Evidence(Map.of(), due);
  }

  private boolean isDue(Pair pair, PairCounts now, long plannedVisitors) {
    return !plannedLooks.containsKey(pair) && now.isPlannedLookDue(plannedVisitors);
  }

  /**
   * The evidence once these counts are looked at too, without the planned looks that they make
   * {@linkplain #due due}: these count from when they are stored. Every pair is watched from the
   * first look on, since which groups will win is not known.
   */
  public Evidence after(Design design, GroupCounts counts) {
    Evidence evidence =
        lowered(SAMPLE_RATIO, SampleRatio.p(SampleRatio.logBayesFactors(counts.stretches())));
    for (Pair pair : Pair.all(design)) {
      evidence = evidence.watched(pair, counts.of(pair), design.plannedVisitors());
    }
    return evidence;
  }

  /**
   * The evidence once one pair is looked at too, and its planned look taken if it is due, as in
   * simulations; this object itself if that brings nothing new.
   */
  Evidence after(Pair pair, PairCounts counts, long plannedVisitors) {
    Evidence watched = watched(pair, counts, plannedVisitors);
    return isDue(pair, counts, plannedVisitors)
        ? watched.merge(new Evidence(Map.of(), Map.of(pair, counts)))
        : watched;
  }

  private Evidence watched(Pair pair, PairCounts counts, long plannedVisitors) {
    double d = counts.hasMinimumSample() ? counts.difference().getAsDouble() : 0;
    return d == 0
        ? this
        : lowered(d > 0 ? pair : pair.reversed(), new MixtureSequence(counts, plannedVisitors).p());
  }

  private Evidence lowered(Pair above, double p) {
    return p < p(above) ? merge(new Evidence(Map.of(above, p), Map.of())) : this;
  }
}
