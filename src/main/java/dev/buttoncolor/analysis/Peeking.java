package dev.buttoncolor.analysis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Simulates how often three rules find a difference in experiments that are looked at repeatedly:
 * four equal groups, a look after every {@value #EVERY} visitors. All of them wait for the minimum
 * sample, so that they differ in nothing but what they call a difference. The same seed gives the
 * same figures.
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
    FIXED_HORIZON(look -> look.smallestFixedHorizonP() < Design.ALPHA),
    /** The everyday p of some group is below 0.05 divided by the number of treatments. */
    BONFERRONI(look -> look.smallestFixedHorizonP() < Design.ALPHA / PAIRS.size()),
    /** This program's: watching and one planned look, by Holm's adjustment. */
    THIS_RULE(
        look -> PAIRS.stream().anyMatch(pair -> look.family().adjustedP(pair) <= Design.ALPHA));

    private final Predicate<Look> finds;

    Rule(Predicate<Look> finds) {
      this.finds = finds;
    }
  }

  /**
   * How many runs a rule has found a difference in by then.
   *
   * @param visitors so far, in all groups together
   * @param found the number of runs in which nothing differs, by rule
   * @param better the number of runs with a better color in which this program's rule has found it
   */
  public record Line(int visitors, Map<Rule, Long> found, long better) {}

  /**
   * After how many visitors each rule found something, in a run without and in one with a winner.
   */
  private record Run(Map<Rule, Integer> found, int better) {}

  private record Look(int visitors, GroupCounts counts, Evidence evidence) {

    ComparisonFamily family() {
      return new ComparisonFamily(PAIRS, DESIGN, counts, evidence);
    }

    double smallestFixedHorizonP() {
      return PAIRS.stream()
          .map(counts::of)
          .filter(PairCounts::hasMinimumSample)
          .map(PairCounts::fixedHorizonP)
          .flatMapToDouble(OptionalDouble::stream)
          .min()
          .orElse(1);
    }
  }

  private static final int NEVER = Integer.MAX_VALUE;
  private static final Design DESIGN = new Design("control", alike(0.25), PLANNED_VISITORS);
  private static final List<Pair> PAIRS = Pair.againstControl(DESIGN);

  private Peeking() {}

  private static Map<String, Double> alike(double value) {
    Map<String, Double> byGroup = new LinkedHashMap<>();
    List.of("control", "first", "second", "third").forEach(group -> byGroup.put(group, value));
    return byGroup;
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
      found.put(rule, runs.stream().filter(run -> run.found.get(rule) <= visitors).count());
    }
    return new Line(visitors, found, runs.stream().filter(run -> run.better <= visitors).count());
  }

  /** After how many visitors each rule first finds a difference where there is none. */
  static Map<Rule, Integer> firstFound(long seed) {
    List<Look> looks = looks(RATE, seed);
    Map<Rule, Integer> found = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      found.put(rule, first(looks, rule.finds));
    }
    return found;
  }

  /** After how many visitors this program's rule first says that the better color beats control. */
  private static int betterFound(long seed) {
    return first(
        looks(BETTER_RATE, seed), look -> look.family().standing(PAIRS.get(0)) == Standing.BEATS);
  }

  private static int first(List<Look> looks, Predicate<Look> finds) {
    return looks.stream().filter(finds).findFirst().map(Look::visitors).orElse(NEVER);
  }

  /** All looks at one run; each treatment is compared with control, and with no other. */
  private static List<Look> looks(double rateOfFirst, long seed) {
    Map<String, Double> rates = alike(RATE);
    rates.put("first", rateOfFirst);
    SimulatedVisitors simulated = new SimulatedVisitors(DESIGN, rates, seed);
    List<Look> looks = new ArrayList<>();
    Evidence evidence = Evidence.NONE;
    for (int visitors = EVERY; visitors <= LINES.get(LINES.size() - 1); visitors += EVERY) {
      simulated.add(EVERY);
      GroupCounts counts = simulated.counts();
      for (Pair pair : PAIRS) {
        evidence = evidence.after(pair, counts.of(pair), PLANNED_VISITORS);
      }
      looks.add(new Look(visitors, counts, evidence));
    }
    return looks;
  }
}
