package dev.buttoncolor.analysis;

import static dev.buttoncolor.analysis.Designs.assertFigures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

  /** z, visitors from 10 to 12 %, 2 to 3 % and 10 to 15 %, beside one look, and delta at 10 %. */
  @ParameterizedTest
  @CsvSource({
    "1, 2.1084 8510.9 8476.1 1514.2 1.109 0.026414",
    "3, 2.5221 11065.5 11020.2 1968.7 1.081 0.030337",
    "9, 2.8870 13597.0 13541.4 2419.1 1.064 0.033841",
  })
  void worksOutAsInTheTable(int treatments, String figures) {
    Planner planner = Planner.thisRule(treatments, 0.8);
    double visitors = planner.visitorsOfPair(.10, .12);
    assertFigures(
        figures,
        planner.z(),
        visitors,
        planner.visitorsOfPair(.02, .03),
        planner.visitorsOfPair(.10, .15),
        visitors / Planner.fixedHorizon(treatments, 0.8).visitorsOfPair(.10, .12),
        Planner.detectable(treatments, .10, 5000).orElseThrow());
    assertTrue(Planner.detectable(treatments, .9, 50).isEmpty());
  }

  /** Textbook figures: 10 % to 12 %, 80 % power, 5 % two-sided takes 3,839 a group, unpooled. */
  @Test
  void fixedHorizonIsTheTextbooks() {
    assertEquals(2 * 3839, Planner.fixedHorizon(1, 0.8).visitorsOfPair(0.10, 0.12), 2);
  }

  @Test
  void floorIsWhereThePlannedLookMayBe() {
    assertFigures(
        "1600.00 200.00 1600.00",
        Planner.floor(.02, .03),
        Planner.floor(.3, .5),
        Planner.floor(.97, .98));
  }

  @Test
  void unevenPairsNeedMore() {
    assertFigures(
        "5000.00 13888.89", Planner.realVisitors(5000, .5), Planner.realVisitors(5000, .9));
  }
}
