package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedVisitorsTest {

  private final Design design = Designs.of(5000, .5, .3, .2);

  @Test
  void asManyAsAreAskedFor() {
    SimulatedVisitors visitors =
        new SimulatedVisitors(design, Map.of("Blue", 0.0, "Green", 1.0, "Red", 0.5), 1);
    visitors.add(70);
    visitors.add(30);
    GroupCounts counts = visitors.counts();
    assertEquals(100, design.groups().stream().mapToLong(g -> counts.of(g).visitors()).sum());
    assertEquals(0, counts.of("Blue").signups());
    assertEquals(counts.of("Green").visitors(), counts.of("Green").signups());
  }

  /** Within five standard deviations. */
  @Test
  void groupsAndSignupsComeAtTheirRates() {
    SimulatedVisitors visitors =
        new SimulatedVisitors(design, Map.of("Blue", 0.1, "Green", 0.2, "Red", 0.9), 1);
    visitors.add(100_000);
    assertNear(50_000, visitors.counts().of("Blue").visitors(), 800);
    assertNear(30_000, visitors.counts().of("Green").visitors(), 800);
    assertNear(20_000, visitors.counts().of("Red").visitors(), 800);
    assertNear(5_000, visitors.counts().of("Blue").signups(), 400);
    assertNear(6_000, visitors.counts().of("Green").signups(), 400);
    assertNear(18_000, visitors.counts().of("Red").signups(), 800);
  }

  @Test
  void changedSharesAreAStretchOfTheirOwn() {
    SimulatedVisitors visitors =
        new SimulatedVisitors(design, Map.of("Blue", 0.0, "Green", 0.0, "Red", 0.0), 1);
    visitors.add(10);
    visitors.shares(0, 1, 0);
    visitors.rates(0, 1, 0);
    visitors.add(20);
    List<Stretch> stretches = visitors.counts().stretches();
    assertEquals(10, stretches.get(0).visitors());
    assertEquals(new Counts(20, 20), stretches.get(1).of("Green"));
  }

  private static void assertNear(long expected, long actual, long off) {
    assertTrue(Math.abs(expected - actual) <= off, () -> actual + ", not " + expected);
  }
}
