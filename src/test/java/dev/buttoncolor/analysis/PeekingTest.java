package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Peeking.Line;
import dev.buttoncolor.analysis.Peeking.Rule;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The promise of the whole: look as often as you like, and do not be fooled. */
class PeekingTest {

  private static final int RUNS = 100;

  @Test
  void everydayPFindsWinnersWhereThereAreNoneAndThisRuleDoesNot() {
    AtomicInteger done = new AtomicInteger();
    List<Line> lines = Peeking.watch(RUNS, 1, done::incrementAndGet);
    Line last = lines.get(lines.size() - 1);
    assertTrue(last.found().get(Rule.FIXED_HORIZON) > 0.6 * RUNS, last::toString);
    assertTrue(last.found().get(Rule.BONFERRONI) > 0.25 * RUNS, last::toString);
    assertTrue(last.found().get(Rule.THIS_RULE) <= 0.06 * RUNS, last::toString);
    assertTrue(last.found().get(Rule.FINDS_BETTER) > 0.4 * RUNS, last::toString);
    assertTrue(lines.get(0).found().get(Rule.FIXED_HORIZON) < 0.6 * RUNS, "found by then");
    assertEquals(RUNS, done.get());
  }
}
