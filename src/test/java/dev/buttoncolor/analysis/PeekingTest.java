package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Peeking.Line;
import dev.buttoncolor.analysis.Peeking.Rule;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The promise of the whole: look as often as you like, and do not be fooled. */
class PeekingTest {

  private static final int RUNS = 300;

  private final AtomicInteger done = new AtomicInteger();

  private List<Line> watch() {
    return Peeking.watch(RUNS, 1, done::incrementAndGet);
  }

  @Test
  void everydayPFindsWinnersWhereThereAreNoneAndThisRuleDoesNot() {
    List<Line> lines = watch();
    Line last = lines.get(lines.size() - 1);
    assertTrue(last.found().get(Rule.FIXED_HORIZON) > 0.6 * RUNS, last::toString);
    assertTrue(last.found().get(Rule.BONFERRONI) > 0.25 * RUNS, last::toString);
    assertTrue(last.found().get(Rule.SEQUENTIAL) <= 0.05 * RUNS, last::toString);
  }

  @Test
  void whatWasFoundStaysFoundAsRunsGoOn() {
    List<Line> lines = watch();
    assertEquals(Peeking.LINES, lines.stream().map(Line::visitors).toList());
    for (Rule rule : Rule.values()) {
      List<Long> found = lines.stream().map(line -> line.found().get(rule)).toList();
      assertEquals(found.stream().sorted().toList(), found);
    }
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    List<Line> lines = watch();
    assertEquals(lines, Peeking.watch(RUNS, 1, () -> {}));
    assertNotEquals(lines, Peeking.watch(RUNS, 2, () -> {}));
  }

  /** Each look is one of {@link Peeking#EVERY} visitors, and the last line is looked at too. */
  @Test
  void runFindsWhatItsOwnLooksFind() {
    Set<Rule> seen = EnumSet.noneOf(Rule.class);
    for (long seed = 1; seed <= 40; seed++) {
      Map<Rule, Integer> found = Peeking.firstFound(seed);
      assertEquals(firstFound(seed), found);
      seen.addAll(found.keySet());
    }
    assertEquals(EnumSet.allOf(Rule.class), seen);
  }

  @Test
  void linesSayWhatWasFoundByThen() {
    long seed = new SplittableRandom(3).longs(1).findFirst().orElseThrow();
    int first = firstFound(seed).getOrDefault(Rule.FIXED_HORIZON, Integer.MAX_VALUE);
    for (Line line : Peeking.watch(1, 3, () -> {})) {
      long found = first <= line.visitors() ? 1 : 0;
      assertEquals(found, line.found().get(Rule.FIXED_HORIZON), line::toString);
    }
  }

  private static Map<Rule, Integer> firstFound(long seed) {
    Design design = Designs.of(5000, .25, .25, .25, .25);
    Map<String, Double> rates = new LinkedHashMap<>();
    design.groups().forEach(group -> rates.put(group, Peeking.RATE));
    SimulatedVisitors visitors = new SimulatedVisitors(design, rates, seed);
    RunningMinima minima = RunningMinima.NONE;
    Map<Rule, Integer> first = new EnumMap<>(Rule.class);
    for (int seen = 100; seen <= 20_000; seen += 100) {
      visitors.add(100);
      GroupCounts counts = visitors.counts();
      minima = minima.after(design, counts, Designs.whole(design, counts));
      double fixed = smallestP(design, counts);
      double sequential = smallestRunningMinimum(design, minima);
      putWhere(fixed < 0.05, first, Rule.FIXED_HORIZON, seen);
      putWhere(3 * fixed < 0.05, first, Rule.BONFERRONI, seen);
      putWhere(3 * sequential <= 0.05, first, Rule.SEQUENTIAL, seen);
    }
    return first;
  }

  private static void putWhere(boolean found, Map<Rule, Integer> first, Rule rule, int seen) {
    if (found) {
      first.putIfAbsent(rule, seen);
    }
  }

  /** By Holm, some pair is decided where the smallest of them is below the level's third. */
  private static double smallestRunningMinimum(Design design, RunningMinima minima) {
    return Pair.againstControl(design).stream()
        .mapToDouble(pair -> Math.min(minima.p(pair.above()), minima.p(pair.below())))
        .min()
        .orElseThrow();
  }

  private static double smallestP(Design design, GroupCounts counts) {
    Counts control = counts.of(design.control());
    return design.treatments().stream()
        .map(counts::of)
        .filter(treatment -> MinimumSample.isReached(control, treatment))
        .mapToDouble(treatment -> FixedHorizon.p(control, treatment).orElse(1))
        .min()
        .orElse(1);
  }

  @Test
  void everyRunIsTold() {
    watch();
    assertEquals(RUNS, done.get());
  }
}
