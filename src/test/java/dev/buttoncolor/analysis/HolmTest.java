package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HolmTest {

  @Test
  void eachIsAdjustedByItsRankAndNeverBelowTheOneBefore() {
    Map<String, Double> adjusted = Holm.adjusted(Map.of("a", .01, "b", .04, "c", .03, "d", .005));
    assertEquals(0.03, adjusted.get("a"), 1e-12);
    assertEquals(0.06, adjusted.get("b"), 1e-12);
    assertEquals(0.06, adjusted.get("c"), 1e-12);
    assertEquals(0.02, adjusted.get("d"), 1e-12);
  }

  @Test
  void neverAboveOne() {
    assertEquals(Map.of("a", 1.0, "b", 1.0), Holm.adjusted(Map.of("a", 0.6, "b", 0.9)));
  }

  @Test
  void oneComparisonStaysAsItIs() {
    assertEquals(Map.of("a", 0.02), Holm.adjusted(Map.of("a", 0.02)));
  }
}
