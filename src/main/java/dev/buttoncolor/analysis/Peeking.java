package dev.buttoncolor.analysis;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
  public static final int EVERY = 100;

  /** The visitors at which the table has a line. */
  private static final List<Integer> LINES = List.of(1000, 2000, 5000, 10_000, 20_000);

  private static final int NEVER = Integer.MAX_VALUE;
  private static final List<String> GROUPS = List.of("control", "first", "second", "third");
  private static final Map<String, Double> ALIKE =
      Map.of("control", .25, "first", .25, "second", .25, "third", .25);
  private static final Design DESIGN = new Design("control", ALIKE, PLANNED_VISITORS);
  private static final List<Pair> PAIRS =
      GROUPS.stream().skip(1).map(group -> new Pair(group, "control")).toList();

  /** When a rule says that some group differs from control. */
  public enum Rule {
    /** The everyday p of some group is below 0.05. */
    FIXED_HORIZON(RATE, look -> look.fixedHorizonP() < Design.ALPHA),
    /** The everyday p of some group is below 0.05 divided by the number of treatments. */
    BONFERRONI(RATE, look -> look.fixedHorizonP() < Design.ALPHA / PAIRS.size()),
    /** This program's: watching and one planned look, by Holm's adjustment. */
    THIS_RULE(
        RATE,
        look -> PAIRS.stream().anyMatch(pair -> look.family().adjustedP(pair) <= Design.ALPHA)),
    /** This program's, if one color is better: it says that this color beats control. */
    FINDS_BETTER(BETTER_RATE, look -> look.family().standing(PAIRS.get(0)) == Standing.BEATS);

    private final double rateOfFirst;
    private final Predicate<Look> finds;

    Rule(double rateOfFirst, Predicate<Look> finds) {
      this.rateOfFirst = rateOfFirst;
      this.finds = finds;
    }
  }

  /** In how many runs each rule has found a difference by so many visitors of all groups. */
  public record Line(int visitors, Map<Rule, Long> found) {}

  private record Look(GroupCounts counts, Evidence evidence) {

    ComparisonFamily family() {
      return new ComparisonFamily(PAIRS, DESIGN, counts, evidence);
    }

    /** The smallest of all groups. */
    double fixedHorizonP() {
      return PAIRS.stream()
          .map(counts::of)
          .filter(PairCounts::hasMinimumSample)
          .flatMapToDouble(pair -> new ScoreTest(pair).fixedHorizonP().stream())
          .min()
          .orElse(1);
    }
  }

  private Peeking() {}

  /**
   * @param runs how many experiments in which nothing differs, and as many with a better color
   * @param done is called after each run, by several threads
   */
  public static List<Line> watch(int runs, long seed, Runnable done) {
    List<Map<Rule, Integer>> all =
        new SplittableRandom(seed)
            .longs(runs).boxed().toList().parallelStream()
                .map(
                    run -> {
                      Map<Rule, Integer> found = new EnumMap<>(Rule.class);
                      watch(RATE, run, found);
                      watch(BETTER_RATE, run, found);
                      done.run();
                      return found;
                    })
                .toList();
    return LINES.stream().map(visitors -> line(visitors, all)).toList();
  }

  private static Line line(int visitors, List<Map<Rule, Integer>> runs) {
    Map<Rule, Long> found = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      found.put(
          rule, runs.stream().filter(run -> run.getOrDefault(rule, NEVER) <= visitors).count());
    }
    return new Line(visitors, found);
  }

  /** One run: notes after how many visitors each rule first finds what it looks for. */
  private static void watch(double rateOfFirst, long seed, Map<Rule, Integer> found) {
    List<Rule> rules =
        Stream.of(Rule.values()).filter(rule -> rule.rateOfFirst == rateOfFirst).toList();
    SplittableRandom random = new SplittableRandom(seed);
    double[] rates = {RATE, rateOfFirst, RATE, RATE};
    long[] visitors = new long[rates.length];
    long[] signups = new long[rates.length];
    Evidence evidence = Evidence.NONE;
    for (int seen = EVERY; seen <= LINES.get(LINES.size() - 1); seen += EVERY) {
      for (int i = 0; i < EVERY; i++) {
        // One draw serves twice: what is left of it within the group's share is uniform again.
        double draw = random.nextDouble() * rates.length;
        int group = (int) draw;
        visitors[group]++;
        signups[group] += draw - group < rates[group] ? 1 : 0;
      }
      Map<String, Counts> byGroup = new HashMap<>();
      for (int i = 0; i < rates.length; i++) {
        byGroup.put(GROUPS.get(i), new Counts(visitors[i], signups[i]));
      }
      GroupCounts counts = new GroupCounts(List.of(new Stretch(ALIKE, byGroup)));
      for (Pair pair : PAIRS) {
        evidence = evidence.after(pair, counts.of(pair), PLANNED_VISITORS);
      }
      Look look = new Look(counts, evidence);
      for (Rule rule : rules) {
        if (!found.containsKey(rule) && rule.finds.test(look)) {
          found.put(rule, seen);
        }
      }
    }
  }
}
