package dev.buttoncolor.analysis;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Simulates how often three rules find a difference where there is none, in experiments that are
 * looked at repeatedly: four equal groups at one signup rate, a look after every {@value #EVERY}
 * visitors. All three wait for the {@linkplain MinimumSample minimum sample}, so that they differ
 * in nothing but what they call a difference. The same seed gives the same figures.
 */
public final class Peeking {

  public static final double RATE = 0.10;

  /** The visitors between two looks. */
  public static final int EVERY = 100;

  /** The visitors at which the table has a line. */
  public static final List<Integer> LINES = List.of(1000, 2000, 5000, 10_000, 20_000);

  /** When a rule says that some group differs from control. */
  public enum Rule {
    /** The everyday p of some group is below 0.05. */
    FIXED_HORIZON,
    /** The everyday p of some group is below 0.05 divided by the number of treatments. */
    BONFERRONI,
    /** This program's: the running minimum of the always-valid p, by Holm's adjustment. */
    SEQUENTIAL
  }

  /**
   * How many runs a rule has found a difference in by then.
   *
   * @param visitors so far, in all groups together
   * @param found the number of runs by rule
   */
  public record Line(int visitors, Map<Rule, Long> found) {}

  private static final Design DESIGN = design();

  private Peeking() {}

  private static Design design() {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String group : List.of("control", "first", "second", "third")) {
      shares.put(group, 0.25);
    }
    return new Design("control", shares, 5000);
  }

  /**
   * Simulates.
   *
   * @param runs how many experiments
   * @param seed which experiments
   * @param done is called after each run, by several threads
   */
  public static List<Line> watch(int runs, long seed, Runnable done) {
    SplittableRandom seeds = new SplittableRandom(seed);
    List<Map<Rule, Integer>> first =
        seeds.longs(runs).boxed().toList().parallelStream()
            .map(
                run -> {
                  Map<Rule, Integer> found = firstFound(run);
                  done.run();
                  return found;
                })
            .toList();
    return LINES.stream().map(visitors -> line(visitors, first)).toList();
  }

  private static Line line(int visitors, List<Map<Rule, Integer>> first) {
    Map<Rule, Long> found = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      found.put(
          rule,
          first.stream()
              .filter(run -> run.getOrDefault(rule, Integer.MAX_VALUE) <= visitors)
              .count());
    }
    return new Line(visitors, found);
  }

  /** After how many visitors each rule first finds a difference; without those that never do. */
  static Map<Rule, Integer> firstFound(long seed) {
    Map<Rule, Integer> first = new EnumMap<>(Rule.class);
    Map<String, Double> rates = new LinkedHashMap<>();
    DESIGN.groups().forEach(group -> rates.put(group, RATE));
    SimulatedVisitors simulated = new SimulatedVisitors(DESIGN, rates, seed);
    List<Pair> pairs = Pair.againstControl(DESIGN);
    RunningMinima minima = RunningMinima.NONE;
    int last = LINES.get(LINES.size() - 1);
    for (int visitors = EVERY; visitors <= last; visitors += EVERY) {
      simulated.add(EVERY);
      GroupCounts counts = simulated.counts();
      for (Pair pair : pairs) {
        minima =
            minima.after(
                pair, counts.of(pair.group()), counts.of(pair.other()), DESIGN.plannedVisitors());
      }
      double fixedHorizon = smallestFixedHorizonP(pairs, counts);
      if (fixedHorizon < Design.ALPHA) {
        first.putIfAbsent(Rule.FIXED_HORIZON, visitors);
      }
      if (fixedHorizon < Design.ALPHA / pairs.size()) {
        first.putIfAbsent(Rule.BONFERRONI, visitors);
      }
      ComparisonFamily family = new ComparisonFamily(pairs, DESIGN, counts, minima);
      if (pairs.stream().anyMatch(pair -> family.adjustedP(pair) <= Design.ALPHA)) {
        first.putIfAbsent(Rule.SEQUENTIAL, visitors);
      }
    }
    return first;
  }

  private static double smallestFixedHorizonP(List<Pair> pairs, GroupCounts counts) {
    return pairs.stream()
        .filter(pair -> MinimumSample.isReached(counts.of(pair.other()), counts.of(pair.group())))
        .map(pair -> FixedHorizon.p(counts.of(pair.other()), counts.of(pair.group())))
        .flatMapToDouble(OptionalDouble::stream)
        .min()
        .orElse(1);
  }
}
