package dev.buttoncolor.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several pairs that are judged together: the chance of any wrong decision among them stays at
 * {@link Design#ALPHA}, by {@linkplain Holm Holm's adjustment} of their running minima.
 */
public final class ComparisonFamily {

  private final Design design;
  private final GroupCounts counts;
  private final RunningMinima minima;
  private final Map<Pair, Double> pValues = new LinkedHashMap<>();
  private final Map<Pair, Double> adjusted;

  /**
   * The family at one look.
   *
   * @param minima the running minima, this look included
   */
  public ComparisonFamily(
      List<Pair> pairs, Design design, GroupCounts counts, RunningMinima minima) {
    this.design = design;
    this.counts = counts;
    this.minima = minima;
    pairs.forEach(pair -> pValues.put(pair, Math.min(above(pair), below(pair))));
    adjusted = Holm.adjusted(pValues);
  }

  /** The running minimum over looks at which the group's rate is above the other's. */
  public double above(Pair pair) {
    return minima.p(pair.above());
  }

  /** The same over looks at which it is below. */
  public double below(Pair pair) {
    return minima.p(pair.below());
  }

  /** The smaller of the two, after Holm's adjustment. */
  public double adjustedP(Pair pair) {
    return adjusted.get(pair);
  }

  public Standing standing(Pair pair) {
    Counts other = counts.of(pair.other());
    Counts group = counts.of(pair.group());
    boolean reached = MinimumSample.isReached(other, group);
    if (adjustedP(pair) > Design.ALPHA) {
      return reached ? Standing.OPEN : Standing.TOO_EARLY;
    }
    if (decides(pair, Math.max(above(pair), below(pair)))) {
      return Standing.CONTRADICTED;
    }
    if (!reached) {
      return Standing.FADED;
    }
    MixtureSequence now = new MixtureSequence(other, group, design.plannedVisitors());
    boolean isAbove = above(pair) < below(pair);
    boolean sameSign = isAbove ? now.difference() > 0 : now.difference() < 0;
    if (!sameSign || now.logEvidence(0) <= 0) {
      return Standing.FADED;
    }
    return isAbove ? Standing.BEATS : Standing.LOSES;
  }

  /** Whether this p alone would decide the pair, beside the other pairs' own. */
  private boolean decides(Pair pair, double p) {
    Map<Pair, Double> instead = new LinkedHashMap<>(pValues);
    instead.put(pair, p);
    return Holm.adjusted(instead).get(pair) <= Design.ALPHA;
  }
}
