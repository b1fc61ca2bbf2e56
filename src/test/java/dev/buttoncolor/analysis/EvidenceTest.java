package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The planned look is taken once, and counts from when it is stored. */
class EvidenceTest {

  private static final Design DESIGN = Designs.fourColors();

  @Test
  void everyPairIsDueWhenItsPlanIsFull() {
    assertEquals(Map.of(), Evidence.NONE.due(DESIGN, Designs.workedExample()));
    Map<Pair, PlannedLook> due = Evidence.NONE.due(DESIGN, Designs.plannedLook());
    assertEquals(Set.copyOf(Pair.all(DESIGN)), due.keySet());
    assertEquals(6, due.size());
  }

  @Test
  void lookThatIsDueCountsOnceItIsStored() {
    Evidence looked = Evidence.NONE.after(DESIGN, Designs.plannedLook());
    assertEquals(Map.of(), looked.plannedLooks());
    Evidence stored = looked.with(Evidence.NONE.due(DESIGN, Designs.plannedLook()));
    assertEquals(6, stored.plannedLooks().size());
    assertEquals(Map.of(), stored.due(DESIGN, Designs.plannedLook()));
  }

  @Test
  void firstOneStoredStays() {
    Pair pair = new Pair("Green", "Blue");
    PlannedLook first = new PlannedLook(Designs.plannedLook().of(pair));
    PlannedLook later = new PlannedLook(Designs.workedExample().of(pair));
    Evidence evidence = Evidence.NONE.with(Map.of(pair, first)).with(Map.of(pair, later));
    assertEquals(first, evidence.plannedLook(pair).orElseThrow());
    assertEquals(Map.of(pair, first), evidence.takenBy(Designs.plannedLook()));
    assertTrue(evidence.takenBy(Designs.workedExample()).isEmpty(), "it came later");
  }
}
