package dev.buttoncolor.analysis.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.verdict.Peeking.Line;
import dev.buttoncolor.analysis.verdict.Peeking.Rule;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The promise of the whole: look as often as you like, and do not be fooled. */
@TestInstance(Lifecycle.PER_CLASS)
class PeekingTest {

  private static final int RUNS = 300;

  private final AtomicInteger done = new AtomicInteger();
  private final List<Line> lines = Peeking.watch(RUNS, 1, done::incrementAndGet);

  @Test
  void everydayPFindsWinnersWhereThereAreNoneAndThisRuleDoesNot() {
    Line last = lines.get(lines.size() - 1);
    assertTrue(last.found().get(Rule.FIXED_HORIZON) > 0.6 * RUNS, last::toString);
    assertTrue(last.found().get(Rule.BONFERRONI) > 0.25 * RUNS, last::toString);
    assertTrue(last.found().get(Rule.SEQUENTIAL) <= 0.05 * RUNS, last::toString);
  }

  @Test
  void whatWasFoundStaysFoundAsRunsGoOn() {
    assertEquals(Peeking.LINES, lines.stream().map(Line::visitors).toList());
    for (Rule rule : Rule.values()) {
      List<Long> found = lines.stream().map(line -> line.found().get(rule)).toList();
      assertEquals(found.stream().sorted().toList(), found);
    }
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    assertEquals(lines, Peeking.watch(RUNS, 1, () -> {}));
    assertNotEquals(lines, Peeking.watch(RUNS, 2, () -> {}));
  }

  @Test
  void everyRunIsTold() {
    assertEquals(RUNS, done.get());
  }
}
