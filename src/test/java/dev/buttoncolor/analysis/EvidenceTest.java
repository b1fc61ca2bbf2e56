package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What looks gather: it is kept at its clearest, and each pair's planned look is taken once. */
class EvidenceTest {

  private static final Design DESIGN = Designs.fourColors();
  private static final Pair ORANGE = new Pair("Orange", "Blue");

  private final Evidence once = Evidence.NONE.after(DESIGN, Designs.workedExample());

  @Test
  void smallestPOfEachDirectionOfEachPairIsKept() {
    assertEquals(0.009529, once.p(ORANGE), 5e-7);
    assertEquals(1, once.p(ORANGE.reversed()));
    assertTrue(once.p(new Pair("Orange", "Red")) < 0.01);
    assertEquals(1, once.p(new Pair("Red", "Orange")));
    Evidence later = once.after(DESIGN, Designs.ofEach(2000, 360, 240, 240, 240));
    assertEquals(once.p(ORANGE), later.p(ORANGE));
    assertTrue(later.p(ORANGE.reversed()) < 0.001);
    assertSame(once, once.after(DESIGN, Designs.workedExample()), "nothing is new");
  }

  @Test
  void lookBelowTheMinimumSampleIsNoEvidence() {
    GroupCounts early =
        Designs.counts(
            new Counts(99, 10), new Counts(99, 80), new Counts(99, 10), new Counts(100, 0));
    Evidence minima = Evidence.NONE.after(DESIGN, early);
    assertEquals(Map.of(), minima.minima());
  }

  @Test
  void twoInstancesKeepTheSmallerOfEach() {
    Pair red = new Pair("Red", "Blue");
    Evidence a = new Evidence(Map.of(ORANGE, 0.1, Evidence.SAMPLE_RATIO, 0.9), Map.of());
    Evidence b = new Evidence(Map.of(ORANGE, 0.2, red, 0.3, Evidence.SAMPLE_RATIO, 0.8), Map.of());
    Evidence both =
        new Evidence(Map.of(ORANGE, 0.1, red, 0.3, Evidence.SAMPLE_RATIO, 0.8), Map.of());
    assertEquals(both, a.merge(b));
    assertEquals(both, b.merge(a));
  }

  @Test
  void everyPairIsDueOnceItsPlanIsFullAndCountsOnceItIsStored() {
    assertEquals(Evidence.NONE, Evidence.NONE.due(DESIGN, Designs.workedExample()));
    Evidence due = Evidence.NONE.due(DESIGN, Designs.plannedLook());
    assertEquals(Set.copyOf(Pair.all(DESIGN)), due.plannedLooks().keySet());
    Evidence looked = Evidence.NONE.after(DESIGN, Designs.plannedLook());
    assertEquals(Map.of(), looked.plannedLooks());
    Evidence stored = looked.merge(due);
    assertEquals(due.plannedLooks(), stored.plannedLooks());
    assertEquals(Evidence.NONE, stored.due(DESIGN, Designs.plannedLook()));
  }

  @Test
  void firstPlannedLookStoredStays() {
    Evidence stored = taken(Designs.plannedLook());
    assertEquals(stored, stored.merge(taken(Designs.workedExample())));
    assertEquals(stored, stored.takenBy(Designs.plannedLook()));
    assertEquals(Evidence.NONE, stored.takenBy(Designs.workedExample()), "it came later");
  }

  private static Evidence taken(GroupCounts counts) {
    return new Evidence(Map.of(), Map.of(ORANGE, counts.of(ORANGE)));
  }
}
