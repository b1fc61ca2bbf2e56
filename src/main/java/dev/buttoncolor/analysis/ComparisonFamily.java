package dev.buttoncolor.analysis;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Several pairs that are judged together: the chance of any wrong decision among them stays at
 * {@link Design#ALPHA}, whichever of them differ, by Holm's adjustment of their combined p-values.
 *
 * <p>S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6 (1979).
 */
public final class ComparisonFamily {

  private final Design design;
  private final Map<Pair, PairTest> tests = new LinkedHashMap<>();
  private final Map<Pair, Double> pValues = new LinkedHashMap<>();
  private final Map<Pair, Double> adjusted;

  /**
   * @param pairs each treatment against control, or some treatments against each other
   * @param evidence this look included
   */
  public ComparisonFamily(List<Pair> pairs, Design design, GroupCounts counts, Evidence evidence) {
    this.design = design;
    for (Pair pair : pairs) {
      PairTest test = PairTest.of(pair, counts.of(pair), design.plannedVisitors(), evidence);
      tests.put(pair, test);
      pValues.put(pair, test.p());
    }
    adjusted = adjusted(pValues);
  }

  /**
   * Holm's adjusted p-values: the smallest times the number of them, the next times one less, and
   * so on, none below the one before and none above 1.
   */
  static <T> Map<T, Double> adjusted(Map<T, Double> pValues) {
    List<T> ascending =
        pValues.keySet().stream().sorted(Comparator.comparing(pValues::get)).toList();
    Map<T, Double> adjusted = new LinkedHashMap<>();
    double floor = 0;
    for (T next : ascending) {
      int left = pValues.size() - adjusted.size();
      floor = Math.max(floor, Math.min(1, left * pValues.get(next)));
      adjusted.put(next, floor);
    }
    return adjusted;
  }

  /** The level of each interval, such that all of them hold at once with 95 % (Bonferroni). */
  public double level() {
    return Design.level(tests.size());
  }

  /** The test of a pair as it is shown: one that has decided and faded is watched alone. */
  public PairTest shown(Pair pair) {
    PairTest test = test(pair);
    return isDecided(pair, adjusted) && test.hasFaded() ? test.watchingAlone() : test;
  }

  public PairTest test(Pair pair) {
    return tests.get(pair);
  }

  public double adjustedP(Pair pair) {
    return adjusted.get(pair);
  }

  private static boolean isDecided(Pair pair, Map<Pair, Double> adjusted) {
    return adjusted.get(pair) <= Design.ALPHA;
  }

  public Standing standing(Pair pair) {
    PairTest test = test(pair);
    if (!isDecided(pair, adjusted)) {
      return !test.counts().hasMinimumSample()
          ? Standing.TOO_EARLY
          : isWithinDelta(pair) ? Standing.NO_DIFFERENCE : Standing.OPEN;
    }
    Map<Pair, Double> otherDirection = new LinkedHashMap<>(pValues);
    otherDirection.put(pair, Math.max(test.above(), test.below()));
    if (isDecided(pair, adjusted(otherDirection))) {
      return Standing.CONTRADICTED;
    }
    if (test.hasFaded()) {
      return Standing.FADED;
    }
    return test.above() < test.below() ? Standing.BEATS : Standing.LOSES;
  }

  /**
   * The difference to control that the plan finds with 80 %, at control's rate of the planned look;
   * empty before that look, and between treatments.
   */
  public OptionalDouble delta(Pair pair) {
    return pair.other().equals(design.control()) && test(pair).planned().isPresent()
        ? Planner.detectable(
            tests.size(), test(pair).planned().get().controlRate(), design.plannedVisitors())
        : OptionalDouble.empty();
  }

  private boolean isWithinDelta(Pair pair) {
    OptionalDouble delta = delta(pair);
    if (delta.isEmpty()) {
      return false;
    }
    Interval differences = test(pair).intervals(level()).differences();
    return -delta.getAsDouble() < differences.low() && differences.high() < delta.getAsDouble();
  }
}
