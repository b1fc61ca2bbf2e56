package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

  @ParameterizedTest
  @CsvSource({
    "1, 2.1084, 8510.9, 8476.1, 1514.2, 1.109, 0.026414",
    "3, 2.5221, 11065.5, 11020.2, 1968.7, 1.081, 0.030337",
    "9, 2.8870, 13597.0, 13541.4, 2419.1, 1.064, 0.033841",
  })
  void worksOutAsInTheTable(
      int treatments,
      double z,
      double tenToTwelve,
      double twoToThree,
      double tenToFifteen,
      double besideOneLook,
      double delta) {
    Planner planner = Planner.thisRule(treatments, 0.8);
    assertEquals(z, planner.z(), 5e-5);
    assertEquals(tenToTwelve, planner.visitorsOfPair(.10, .12), 0.05);
    assertEquals(twoToThree, planner.visitorsOfPair(.02, .03), 0.05);
    assertEquals(tenToFifteen, planner.visitorsOfPair(.10, .15), 0.05);
    double oneLook = Planner.fixedHorizon(treatments, 0.8).visitorsOfPair(.10, .12);
    assertEquals(besideOneLook, tenToTwelve / oneLook, 5e-4);
    assertEquals(delta, Planner.detectable(treatments, .10, 5000).orElseThrow(), 5e-7);
    assertTrue(Planner.detectable(treatments, .9, 50).isEmpty());
  }

  /** Textbook figures: 10 % to 12 %, 80 % power, 5 % two-sided takes 3,839 a group, unpooled. */
  @Test
  void fixedHorizonIsTheTextbooks() {
    Planner planner = Planner.fixedHorizon(1, 0.8);
    assertEquals(1.959964, planner.z(), 5e-7);
    assertEquals(2 * 3839, planner.visitorsOfPair(0.10, 0.12), 2);
  }

  @Test
  void floorIsWhereThePlannedLookMayBe() {
    assertEquals(1600, Planner.floor(.02, .03), 1e-9);
    assertEquals(200, Planner.floor(.3, .5), 1e-9);
    assertEquals(1600, Planner.floor(.97, .98), 1e-9);
  }

  @Test
  void unevenPairsNeedMore() {
    assertEquals(5000, Planner.realVisitors(5000, .5));
    assertEquals(5000 / .36, Planner.realVisitors(5000, .9), 1e-9);
  }
}
