package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

  private static final int RUNS = 1000;

  @ParameterizedTest
  @CsvSource({"1, 3.04", "3, 3.42", "9, 3.76"})
  void boundaryAtThePlannedVisitors(int treatments, double z) {
    assertEquals(z, Planner.sequential(treatments, 0.8).z(), 0.005);
  }

  /** The boundary is where the sequence's interval at the planned visitors just leaves 0 out. */
  @Test
  void boundaryIsTheSequences() {
    double z = Planner.boundary(0.05);
    for (long planned : List.of(5000L, 1_000_000L)) {
      MixtureSequence sequence =
          new MixtureSequence(
              new Counts(planned / 2, planned / 20),
              new Counts(planned / 2, planned / 20),
              planned);
      assertEquals(z, sequence.standardErrors(0.05), 1e-12);
    }
  }

  @Test
  void fourGroupsFromTenToTwelvePercent() {
    assertEquals(17_800, Planner.sequential(3, 0.8).visitorsOfPair(0.10, 0.12), 100);
  }

  /** Textbook figures: 10 % to 12 %, 80 % power, 5 % two-sided takes 3,839 a group, unpooled. */
  @Test
  void fixedHorizonIsTheTextbooks() {
    Planner planner = Planner.fixedHorizon(1, 0.8);
    assertEquals(1.959964, planner.z(), 5e-7);
    assertEquals(2 * 3839, planner.visitorsOfPair(0.10, 0.12), 2);
    assertEquals(2.393980, Planner.fixedHorizon(3, 0.8).z(), 5e-7);
  }

  @Test
  void unevenPairsNeedMore() {
    Planner planner = Planner.sequential(1, 0.8);
    double even = planner.visitorsOfPair(0.10, 0.12);
    assertEquals(even, planner.visitorsOfPair(0.10, 0.12, 0.5), 1e-9);
    double variance = .10 * .90 / .9 + .12 * .88 / .1;
    double even2 = .10 * .90 / .5 + .12 * .88 / .5;
    assertEquals(even * variance / even2, planner.visitorsOfPair(0.10, 0.12, 0.9), 1e-6);
  }

  @Test
  void detectableIsWhatThePlanFinds() {
    Planner planner = Planner.sequential(3, 0.8);
    for (double part : List.of(0.5, 0.8)) {
      double rate = planner.detectable(0.10, 5000, part).orElseThrow();
      assertEquals(5000, planner.visitorsOfPair(0.10, rate, part), 1e-3);
    }
    assertTrue(planner.detectable(0.5, 20, 0.5).isEmpty());
  }

  /** Found at any look; with 12 % fewer visitors, because a sequence may decide before its end. */
  @ParameterizedTest
  @CsvSource({"2, 0.10, 0.13, 0.8", "4, 0.10, 0.12, 0.8", "4, 0.30, 0.36, 0.9"})
  void simulatedRunsHaveThePlannedPower(
      int groups, double control, double treatment, double power) {
    double[] shares = new double[groups];
    Arrays.fill(shares, 1.0 / groups);
    double pair = Planner.sequential(groups - 1, power).visitorsOfPair(control, treatment);
    Design design = Designs.of((long) Math.ceil(pair), shares);
    Map<String, Double> rates = new LinkedHashMap<>();
    design.groups().forEach(group -> rates.put(group, control));
    rates.put("Green", treatment);
    int all = (int) Math.ceil(pair * groups / 2);
    List<Integer> foundAfter =
        IntStream.range(0, RUNS)
            .parallel()
            .map(seed -> foundAfter(new SimulatedVisitors(design, rates, seed), design, all))
            .boxed()
            .toList();
    assertEquals(power, part(foundAfter, (int) (0.88 * all)), 0.05);
    assertTrue(part(foundAfter, all) >= power, "with all of them");
  }

  /** The visitors at the look that finds Green, or more than all. */
  private static int foundAfter(SimulatedVisitors visitors, Design design, int all) {
    Pair green = Pair.of(design, "Green", "Blue");
    RunningMinima minima = RunningMinima.NONE;
    int each = all / 200;
    for (int seen = each; seen <= all; seen += each) {
      visitors.add(each);
      minima =
          minima.after(green, visitors.counts(1), visitors.counts(0), design.plannedVisitors());
      if (minima.p(green.above()) <= design.intervalLevel()) {
        return seen;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** The visitors that a difference takes find just that difference. */
  @ParameterizedTest
  @ValueSource(doubles = {0.55, 1})
  void detectableIsWhatTheVisitorsAreEnoughFor(double treatment) {
    Planner planner = Planner.sequential(3, 0.8);
    double visitors = planner.visitorsOfPair(0.1, treatment, 0.5);
    assertEquals(treatment, planner.detectable(0.1, visitors, 0.5).orElseThrow());
    assertTrue(planner.detectable(0.1, Math.nextDown(visitors), 0.5).orElse(2) > treatment);
  }

  private static double part(List<Integer> foundAfter, int visitors) {
    return (double) foundAfter.stream().filter(seen -> seen <= visitors).count() / RUNS;
  }
}
