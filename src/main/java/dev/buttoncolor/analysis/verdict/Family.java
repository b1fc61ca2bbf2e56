package dev.buttoncolor.analysis.verdict;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Holm;
import dev.buttoncolor.analysis.MinimumSample;
import dev.buttoncolor.analysis.MixtureSequence;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.RunningMinima;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Several pairs that are judged together: the chance of any wrong decision among them stays at
 * {@link Design#ALPHA}.
 */
final class Family {

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
  Family(List<Pair> pairs, Design design, GroupCounts counts, RunningMinima minima) {
    this.design = design;
    this.counts = counts;
    this.minima = minima;
    for (Pair pair : pairs) {
      pValues.put(pair, Math.min(minima.p(pair.above()), minima.p(pair.below())));
    }
    adjusted = Holm.adjusted(pValues);
  }

  Comparison.Evidence evidence(Pair pair, OptionalDouble now) {
    return new Comparison.Evidence(
        now, minima.p(pair.above()), minima.p(pair.below()), adjustedP(pair));
  }

  /** The smaller of the pair's two running minima, after Holm's adjustment. */
  double adjustedP(Pair pair) {
    return adjusted.get(pair);
  }

  Standing standing(Pair pair) {
    Counts other = counts.of(pair.other());
    Counts group = counts.of(pair.group());
    boolean reached = MinimumSample.isReached(other, group);
    if (adjustedP(pair) > Design.ALPHA) {
      return reached ? Standing.OPEN : Standing.TOO_EARLY;
    }
    double above = minima.p(pair.above());
    double below = minima.p(pair.below());
    if (decides(pair, Math.max(above, below))) {
      return Standing.CONTRADICTED;
    }
    if (!reached) {
      return Standing.FADED;
    }
    MixtureSequence now = new MixtureSequence(other, group, design.plannedVisitors());
    boolean sameSign = above < below ? now.difference() > 0 : now.difference() < 0;
    if (!sameSign || now.logEvidence(0) <= 0) {
      return Standing.FADED;
    }
    return above < below ? Standing.BEATS : Standing.LOSES;
  }

  /** Whether this p alone would decide the pair, beside the other pairs' own. */
  private boolean decides(Pair pair, double p) {
    Map<Pair, Double> instead = new LinkedHashMap<>(pValues);
    instead.put(pair, p);
    return Holm.adjusted(instead).get(pair) <= Design.ALPHA;
  }
}
