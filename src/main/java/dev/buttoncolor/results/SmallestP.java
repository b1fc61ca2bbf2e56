package dev.buttoncolor.results;

import java.util.Map;
import java.util.TreeMap;

/**
 * The smallest always-valid p-values at any look so far. A p-value that is valid at every look may
 * be quoted at its smallest, so evidence once gathered is not lost again; whoever keeps the counts
 * keeps this beside them.
 *
 * <p>The p-value of a difference counts only from the look on at which control and the group
 * {@linkplain Shortfall lack nothing}: 100 visitors, 10 signups, 10 visitors without one. It rests
 * on the normal approximation, which a handful of visitors does not follow, and a minimum never
 * forgets. Where the shares are uneven this is no small matter: a group of twenty visitors without
 * a signup seems to have no variance at all, and next to a large group any rate looks clearly
 * different. With a control of 5 % of the visitors, both groups alike at 10 % and a look after
 * every 20 visitors, 39 % of simulated runs end with a false winner without this rule, and 3 % with
 * it. The test of the groups' sizes is exact and counts from the first visitor.
 *
 * @param byGroup by treatment; a group that is missing has 1
 * @param sampleRatio of the groups' sizes
 */
public record SmallestP(Map<String, Double> byGroup, double sampleRatio) {

  /** Before the first look: no evidence of anything. */
  public static final SmallestP NONE = new SmallestP(Map.of(), 1);

  /**
   * @throws IllegalArgumentException where a value is not within 0 to 1
   */
  public SmallestP {
    byGroup = Map.copyOf(byGroup);
    byGroup.values().forEach(SmallestP::check);
    check(sampleRatio);
  }

  private static void check(double pValue) {
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException("a p-value is 0 to 1, not " + pValue);
    }
  }

  /** The smallest p-value of a group, 1 for one without. */
  public double of(String group) {
    return byGroup.getOrDefault(group, 1.0);
  }

  /** The smallest p-values once these counts are looked at too. Costs a few logarithms. */
  public SmallestP after(Design design, Tally tally) {
    return and(atOnly(design, tally));
  }

  /** The p-values of one look. */
  static SmallestP atOnly(Design design, Tally tally) {
    Counts control = tally.of(design.control());
    Map<String, Double> pValues = new TreeMap<>();
    for (String group : design.treatments()) {
      Counts counts = tally.of(group);
      if (Shortfall.of(control).isNone() && Shortfall.of(counts).isNone()) {
        pValues.put(
            group, ConfidenceSequence.of(control, counts, design.plannedVisitors()).pValue());
      }
    }
    return new SmallestP(pValues, SampleRatio.pValueAt(design, tally));
  }

  /** The smaller of each. */
  public SmallestP and(SmallestP other) {
    Map<String, Double> both = new TreeMap<>(byGroup);
    other.byGroup.forEach((group, pValue) -> both.merge(group, pValue, Math::min));
    return new SmallestP(both, Math.min(sampleRatio, other.sampleRatio));
  }
}
