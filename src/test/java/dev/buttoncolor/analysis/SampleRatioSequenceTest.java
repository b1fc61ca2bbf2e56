package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleRatioSequenceTest {

  @Test
  void knownPValues() {
    assertEquals(0.031972137, p(List.of(.34, .33, .33), 500, 500, 600), 5e-10);
    assertEquals(0.048201241, p(List.of(.25, .25, .25, .25), 10, 20, 30, 40), 5e-10);
    assertEquals(0.012911737, p(List.of(.25, .25, .25, .25), 9500, 10_000, 10_000, 10_000), 5e-10);
    assertEquals(
        0.567164317,
        Math.exp(
            -SampleRatioSequence.logBayesFactor(
                stretch(List.of(.25, .25, .25, .25), 9500, 10_000, 10_000, 10_000), 100)),
        5e-10);
  }

  private static double p(List<Double> shares, long... visitors) {
    return SampleRatioSequence.p(List.of(stretch(shares, visitors)));
  }

  private static Stretch stretch(List<Double> shares, long... visitors) {
    Map<String, Double> sharesByGroup = new LinkedHashMap<>();
    Map<String, Long> visitorsByGroup = new LinkedHashMap<>();
    for (int i = 0; i < visitors.length; i++) {
      sharesByGroup.put("group " + i, shares.get(i));
      visitorsByGroup.put("group " + i, visitors[i]);
    }
    return new Stretch(sharesByGroup, visitorsByGroup);
  }
}
