package dev.buttoncolor.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Several pairs that are judged together: the chance of any wrong decision among them stays at
 * {@link Design#ALPHA}, by {@linkplain Holm Holm's adjustment} of their combined p-values.
 */
public final class ComparisonFamily {

  private final Design design;
  private final boolean isAgainstControl;
  private final Map<Pair, PairTest> tests = new LinkedHashMap<>();
  private final Map<Pair, Double> adjusted;

  private ComparisonFamily(
      List<Pair> pairs,
      boolean isAgainstControl,
      Design design,
      GroupCounts counts,
      Evidence evidence) {
    this.design = design;
    this.isAgainstControl = isAgainstControl;
    for (Pair pair : pairs) {
      tests.put(
          pair,
          PairTest.of(
              pair,
              counts,
              design.plannedVisitors(),
              evidence.minima(),
              evidence.plannedLook(pair)));
    }
    adjusted = Holm.adjusted(pValues());
  }

  /**
   * Each treatment against control.
   *
   * @param evidence this look included
   */
  public static ComparisonFamily againstControl(
      Design design, GroupCounts counts, Evidence evidence) {
    return new ComparisonFamily(Pair.againstControl(design), true, design, counts, evidence);
  }

  /** Some treatments against each other: a family with an {@link Design#ALPHA} of its own. */
  public static ComparisonFamily among(
      List<String> treatments, Design design, GroupCounts counts, Evidence evidence) {
    return new ComparisonFamily(Pair.among(treatments), false, design, counts, evidence);
  }

  private Map<Pair, Double> pValues() {
    Map<Pair, Double> pValues = new LinkedHashMap<>();
    tests.forEach((pair, test) -> pValues.put(pair, test.p()));
    return pValues;
  }

  public List<Pair> pairs() {
    return List.copyOf(tests.keySet());
  }

  /** The level of each interval. */
  public double level() {
    return Design.level(tests.size());
  }

  public PairTest test(Pair pair) {
    return tests.get(pair);
  }

  /** The combined p of a pair, after Holm's adjustment. */
  public double adjustedP(Pair pair) {
    return adjusted.get(pair);
  }

  public Standing standing(Pair pair) {
    PairTest test = test(pair);
    if (adjustedP(pair) > Design.ALPHA) {
      if (!test.isKnown()) {
        return Standing.TOO_EARLY;
      }
      return isWithinDelta(pair) ? Standing.NO_DIFFERENCE : Standing.OPEN;
    }
    if (decides(pair, Math.max(test.above(), test.below()))) {
      return Standing.CONTRADICTED;
    }
    if (test.hasFaded()) {
      return Standing.FADED;
    }
    return test.above() < test.below() ? Standing.BEATS : Standing.LOSES;
  }

  /** Whether this p alone would decide the pair, beside the other pairs' own. */
  private boolean decides(Pair pair, double p) {
    Map<Pair, Double> instead = pValues();
    instead.put(pair, p);
    return Holm.adjusted(instead).get(pair) <= Design.ALPHA;
  }

  /** The intervals of a pair that has passed its gate. */
  public PairTest.Intervals intervals(Pair pair) {
    boolean hasDecided = adjustedP(pair) <= Design.ALPHA;
    return test(pair).intervals(level(), hasDecided && test(pair).hasFaded());
  }

  /**
   * The difference to control that the plan finds with 80 %, at control's rate of the planned look;
   * empty before that look, and between treatments.
   */
  public OptionalDouble delta(Pair pair) {
    return isAgainstControl && test(pair).planned().isPresent()
        ? test(pair).planned().get().detectable(tests.size(), design.plannedVisitors())
        : OptionalDouble.empty();
  }

  private boolean isWithinDelta(Pair pair) {
    OptionalDouble delta = delta(pair);
    if (delta.isEmpty()) {
      return false;
    }
    Interval differences = intervals(pair).differences();
    return -delta.getAsDouble() < differences.low() && differences.high() < delta.getAsDouble();
  }
}
