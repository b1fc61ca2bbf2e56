package dev.buttoncolor.results;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Visitors whose true signup rates are known: what the analysis says of them can be held against
 * the truth.
 */
final class SimulatedVisitors {

  private final Design design;
  private final Map<String, Double> signupRates;
  private final Map<String, Double> lost;
  private final SplittableRandom random;
  private final Map<String, Counts> counts = new LinkedHashMap<>();

  private SimulatedVisitors(
      Design design, Map<String, Double> signupRates, Map<String, Double> lost, long seed) {
    this.design = design;
    this.signupRates = signupRates;
    this.lost = lost;
    this.random = new SplittableRandom(seed);
  }

  static SimulatedVisitors with(Design design, Map<String, Double> signupRates, long seed) {
    return new SimulatedVisitors(design, signupRates, Map.of(), seed);
  }

  /** The same, but a part of a group's visitors is never counted. */
  SimulatedVisitors losing(String group, double part, long seed) {
    return new SimulatedVisitors(design, signupRates, Map.of(group, part), seed);
  }

  /** Lets visitors come and looks at the counts after each few of them; gives the last look. */
  Analysis watch(int looks, int visitorsPerLook) {
    SmallestP smallest = SmallestP.NONE;
    for (int look = 1; look < looks; look++) {
      come(visitorsPerLook);
      smallest = smallest.after(design, new Tally(counts));
    }
    come(visitorsPerLook);
    return Analysis.of(design, new Tally(counts), smallest);
  }

  private void come(int visitors) {
    for (int i = 0; i < visitors; i++) {
      String group = assign();
      if (random.nextDouble() >= lost.getOrDefault(group, 0.0)) {
        int signup = random.nextDouble() < signupRates.get(group) ? 1 : 0;
        counts.merge(
            group,
            new Counts(1, signup),
            (a, b) -> new Counts(a.visitors() + b.visitors(), a.signups() + b.signups()));
      }
    }
  }

  private String assign() {
    double left = random.nextDouble();
    for (Arm arm : design.arms()) {
      left -= arm.share();
      if (left < 0) {
        return arm.group();
      }
    }
    return design.arms().get(design.arms().size() - 1).group();
  }
}
