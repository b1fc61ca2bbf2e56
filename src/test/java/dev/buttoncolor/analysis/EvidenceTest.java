package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.RunningMinima.Key;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What looks gather: it is kept at its clearest, and each pair's planned look is taken once. */
class EvidenceTest {

  private static final Design DESIGN = Designs.fourColors();
  private static final Counts BLUE = new Counts(1000, 120);
  private static final Pair ORANGE = new Pair("Orange", "Blue");

  private final RunningMinima once = RunningMinima.NONE.after(DESIGN, Designs.workedExample());

  @Test
  void smallestPOfEachDirectionIsKept() {
    assertEquals(0.009529, once.p(ORANGE.above()), 5e-7);
    assertEquals(1, once.p(ORANGE.below()));
    RunningMinima later =
        once.after(
            DESIGN, Designs.counts(new Counts(2000, 360), BLUE, BLUE, new Counts(2000, 240)));
    assertEquals(once.p(ORANGE.above()), later.p(ORANGE.above()));
    assertTrue(later.p(ORANGE.below()) < 0.001);
    assertSame(once, once.after(DESIGN, Designs.workedExample()), "nothing is new");
  }

  @Test
  void treatmentsAreComparedWithEachOtherToo() {
    assertTrue(once.p(Key.above("Orange", "Red")) < 0.01);
    assertEquals(1, once.p(Key.above("Red", "Orange")));
  }

  @Test
  void lookBelowTheMinimumSampleIsNoEvidence() {
    GroupCounts early =
        Designs.counts(new Counts(99, 10), new Counts(99, 80), BLUE, new Counts(100, 0));
    RunningMinima minima = RunningMinima.NONE.after(DESIGN, early);
    assertEquals(1, minima.p(Key.above("Green", "Blue")));
    assertEquals(1, minima.p(ORANGE.below()));
  }

  @Test
  void twoInstancesKeepTheSmallerOfEach() {
    Key red = Key.above("Red", "Blue");
    RunningMinima a = new RunningMinima(Map.of(ORANGE.above(), 0.1, Key.SAMPLE_RATIO, 0.9));
    RunningMinima b =
        new RunningMinima(Map.of(ORANGE.above(), 0.2, red, 0.3, Key.SAMPLE_RATIO, 0.8));
    RunningMinima both =
        new RunningMinima(Map.of(ORANGE.above(), 0.1, red, 0.3, Key.SAMPLE_RATIO, 0.8));
    assertEquals(both, a.merge(b));
    assertEquals(both, b.merge(a));
  }

  @Test
  void everyPairIsDueOnceItsPlanIsFullAndCountsOnceItIsStored() {
    assertEquals(Map.of(), Evidence.NONE.due(DESIGN, Designs.workedExample()));
    Map<Pair, PlannedLook> due = Evidence.NONE.due(DESIGN, Designs.plannedLook());
    assertEquals(Set.copyOf(Pair.all(DESIGN)), due.keySet());
    Evidence looked = Evidence.NONE.after(DESIGN, Designs.plannedLook());
    assertEquals(Map.of(), looked.plannedLooks());
    Evidence stored = looked.with(due);
    assertEquals(6, stored.plannedLooks().size());
    assertEquals(Map.of(), stored.due(DESIGN, Designs.plannedLook()));
  }

  @Test
  void firstPlannedLookStoredStays() {
    PlannedLook first = new PlannedLook(Designs.plannedLook().of(ORANGE));
    PlannedLook later = new PlannedLook(Designs.workedExample().of(ORANGE));
    Evidence evidence = Evidence.NONE.with(Map.of(ORANGE, first)).with(Map.of(ORANGE, later));
    assertEquals(first, evidence.plannedLook(ORANGE).orElseThrow());
    assertEquals(Map.of(ORANGE, first), evidence.takenBy(Designs.plannedLook()));
    assertEquals(Map.of(), evidence.takenBy(Designs.workedExample()), "it came later");
  }
}
