package dev.buttoncolor.analysis;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Simulates how often three rules find a difference in experiments that are looked at repeatedly:
 * four equal groups, a look after every {@value #EVERY} visitors. All of them wait for the
 * {@linkplain MinimumSample minimum sample}, so that they differ in nothing but what they call a
 * difference. The same seed gives the same figures.
 */
public final class Peeking {

  public static final double RATE = 0.10;

  /** The rate of the one color that is better, in the experiments that have one. */
  public static final double BETTER_RATE = 0.12;

  public static final long PLANNED_VISITORS = 5000;

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
    /** This program's: watching and one planned look, by Holm's adjustment. */
    THIS_RULE
  }

  /**
   * How many runs a rule has found a difference in by then.
   *
   * @param visitors so far, in all groups together
   * @param found the number of runs in which nothing differs, by rule
   * @param better the number of runs with a better color in which this program's rule has found it
   */
  public record Line(int visitors, Map<Rule, Long> found, long better) {}

  /** What was first found after how many visitors, in a run without and in one with a winner. */
  private record Run(Map<Rule, Integer> found, int better) {}

  private static final int NEVER = Integer.MAX_VALUE;
  private static final int LAST = LINES.get(LINES.size() - 1);
  private static final Design DESIGN = design();
  private static final List<Pair> PAIRS = Pair.againstControl(DESIGN);

  private Peeking() {}

  private static Design design() {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String group : List.of("control", "first", "second", "third")) {
      shares.put(group, 0.25);
    }
    return new Design("control", shares, PLANNED_VISITORS);
  }

  /**
   * Simulates.
   *
   * @param runs how many experiments of each kind
   * @param seed which experiments
   * @param done is called after each run, by several threads
   */
  public static List<Line> watch(int runs, long seed, Runnable done) {
    List<Run> all =
        new SplittableRandom(seed)
            .longs(runs).boxed().toList().parallelStream()
                .map(
                    run -> {
                      Run made = new Run(firstFound(run), betterFound(run));
                      done.run();
                      return made;
                    })
                .toList();
    return LINES.stream().map(visitors -> line(visitors, all)).toList();
  }

  private static Line line(int visitors, List<Run> runs) {
    Map<Rule, Long> found = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      found.put(
          rule,
          runs.stream().filter(run -> run.found.getOrDefault(rule, NEVER) <= visitors).count());
    }
    return new Line(visitors, found, runs.stream().filter(run -> run.better <= visitors).count());
  }

  private static SimulatedVisitors visitors(double rateOfFirst, long seed) {
    Map<String, Double> rates = new LinkedHashMap<>();
    DESIGN.groups().forEach(group -> rates.put(group, RATE));
    rates.put("first", rateOfFirst);
    return new SimulatedVisitors(DESIGN, rates, seed);
  }

  /** After how many visitors each rule first finds a difference; without those that never do. */
  static Map<Rule, Integer> firstFound(long seed) {
    Map<Rule, Integer> first = new EnumMap<>(Rule.class);
    SimulatedVisitors simulated = visitors(RATE, seed);
    Evidence evidence = Evidence.NONE;
    for (int visitors = EVERY; visitors <= LAST; visitors += EVERY) {
      simulated.add(EVERY);
      GroupCounts counts = simulated.counts();
      Evidence before = evidence;
      evidence = after(before, counts);
      double fixedHorizon = smallestFixedHorizonP(counts);
      if (fixedHorizon < Design.ALPHA) {
        first.putIfAbsent(Rule.FIXED_HORIZON, visitors);
      }
      if (fixedHorizon < Design.ALPHA / PAIRS.size()) {
        first.putIfAbsent(Rule.BONFERRONI, visitors);
      }
      if (evidence != before) {
        ComparisonFamily family = ComparisonFamily.againstControl(DESIGN, counts, evidence);
        if (PAIRS.stream().anyMatch(pair -> family.adjustedP(pair) <= Design.ALPHA)) {
          first.putIfAbsent(Rule.THIS_RULE, visitors);
        }
      }
    }
    return first;
  }

  /** After how many visitors this program's rule first says that the better color beats control. */
  private static int betterFound(long seed) {
    SimulatedVisitors simulated = visitors(BETTER_RATE, seed);
    Evidence evidence = Evidence.NONE;
    for (int visitors = EVERY; visitors <= LAST; visitors += EVERY) {
      simulated.add(EVERY);
      GroupCounts counts = simulated.counts();
      evidence = after(evidence, counts);
      ComparisonFamily family = ComparisonFamily.againstControl(DESIGN, counts, evidence);
      if (family.standing(PAIRS.get(0)) == Standing.BEATS) {
        return visitors;
      }
    }
    return NEVER;
  }

  /** The evidence on each treatment against control, and no other, once these are looked at too. */
  private static Evidence after(Evidence before, GroupCounts counts) {
    RunningMinima minima = before.minima();
    Evidence evidence = before;
    for (Pair pair : PAIRS) {
      PairCounts now = counts.of(pair);
      minima = minima.after(pair, now, DESIGN.plannedVisitors());
      if (evidence.plannedLook(pair).isEmpty()
          && PlannedLook.isDue(now, DESIGN.plannedVisitors())) {
        evidence = evidence.with(Map.of(pair, new PlannedLook(now)));
      }
    }
    return minima == before.minima() && evidence == before
        ? before
        : new Evidence(minima, evidence.plannedLooks());
  }

  private static double smallestFixedHorizonP(GroupCounts counts) {
    return PAIRS.stream()
        .map(counts::of)
        .filter(MinimumSample::isReached)
        .map(FixedHorizon::p)
        .flatMapToDouble(OptionalDouble::stream)
        .min()
        .orElse(1);
  }
}
