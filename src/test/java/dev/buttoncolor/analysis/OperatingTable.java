package dev.buttoncolor.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often this program's rule errs: simulated runs, each looked at after every ten visitors until
 * its horizon, planned for 5000 visitors a pair.
 */
final class OperatingTable {

  private static final int EVERY = 10;

  private OperatingTable() {}

  /**
   * One line of the table.
   *
   * @param name what the table calls it
   * @param shares of the groups, control first
   * @param rates the true signup rates of the groups
   * @param runs of the whole simulation
   * @param horizon the visitors after which a run ends
   * @param wrong the part of runs with a wrong decision, as a second implementation found it
   * @param missed the part of runs in which an interval misses, as the second one found it
   */
  record Row(
      String name,
      List<Double> shares,
      List<Double> rates,
      int runs,
      int horizon,
      double wrong,
      double missed) {

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * What a simulation of a row found.
   *
   * @param runs how many runs
   * @param wrong those in which the first step of Holm decided on a group that does not differ, or
   *     in the wrong direction
   * @param missed those in which an interval, once it was drawn, did not hold the true difference
   */
  record Found(int runs, long wrong, long missed) {

    double wrongPart() {
      return (double) wrong / runs;
    }

    double missedPart() {
      return (double) missed / runs;
    }
  }

  private record Run(boolean wrong, boolean missed) {}

  static List<Row> rows() {
    List<Double> halves = List.of(.5, .5);
    List<Double> quarters = List.of(.25, .25, .25, .25);
    List<Double> largeControl = List.of(.7, .1, .1, .1);
    List<Double> nine = List.of(.55, .05, .05, .05, .05, .05, .05, .05, .05, .05);
    return List.of(
        alike("50/50", halves, .10, 2000, 60_000, .041),
        alike("4 equal", quarters, .01, 2000, 100_000, .025),
        alike("4 equal", quarters, .10, 2000, 60_000, .031),
        alike("control 5, 95", List.of(.05, .95), .10, 2000, 60_000, .028),
        alike("70/10/10/10", largeControl, .10, 2000, 60_000, .037),
        alike("70/10/10/10", largeControl, .02, 2000, 100_000, .038),
        alike("55 + nine of 5", nine, .10, 2000, 60_000, .026),
        alike("55 + nine of 5", nine, .02, 1000, 100_000, .022),
        row("4 equal", quarters, List.of(.10, .10, .10, .15), 60_000, .022, .030),
        row("70/10/10/10", largeControl, List.of(.02, .02, .02, .04), 100_000, .020, .027),
        row("control 5, 95", List.of(.05, .95), List.of(.10, .15), 60_000, 0, .029),
        row("control 95, 5", List.of(.95, .05), List.of(.10, .005), 60_000, 0, .031));
  }

  private static Row alike(
      String shares, List<Double> parts, double rate, int runs, int horizon, double wrong) {
    List<Double> rates = parts.stream().map(part -> rate).toList();
    return new Row(shares + " at " + rate, parts, rates, runs, horizon, wrong, wrong);
  }

  private static Row row(
      String shares,
      List<Double> parts,
      List<Double> rates,
      int horizon,
      double wrong,
      double missed) {
    return new Row(shares + " at " + rates, parts, rates, 2000, horizon, wrong, missed);
  }

  static Found simulate(Row row, int runs) {
    List<Run> all = IntStream.range(0, runs).parallel().mapToObj(seed -> run(row, seed)).toList();
    return new Found(
        runs, all.stream().filter(Run::wrong).count(), all.stream().filter(Run::missed).count());
  }

  private static Run run(Row row, long seed) {
    Design design = Designs.of(5000, row.shares().stream().mapToDouble(share -> share).toArray());
    Map<String, Double> rates = new LinkedHashMap<>();
    for (int i = 0; i < row.rates().size(); i++) {
      rates.put(Designs.name(i), row.rates().get(i));
    }
    SimulatedVisitors visitors = new SimulatedVisitors(design, rates, seed);
    List<Pair> pairs = Pair.againstControl(design);
    double[] truth = pairs.stream().mapToDouble(pair -> truth(pair, rates)).toArray();
    double level = design.intervalLevel();
    RunningMinima minima = RunningMinima.NONE;
    boolean missed = false;
    for (int seen = 0; seen < row.horizon(); seen += EVERY) {
      visitors.add(EVERY);
      Counts control = visitors.counts(0);
      for (int i = 0; i < truth.length; i++) {
        Counts treatment = visitors.counts(i + 1);
        minima = minima.after(pairs.get(i), treatment, control, design.plannedVisitors());
        missed =
            missed
                || (MinimumSample.isReached(control, treatment)
                    && new MixtureSequence(control, treatment, design.plannedVisitors())
                        .excludes(truth[i], level));
      }
    }
    boolean wrong = false;
    for (int i = 0; i < truth.length; i++) {
      Pair pair = pairs.get(i);
      wrong |= truth[i] <= 0 && minima.p(pair.above()) <= level;
      wrong |= truth[i] >= 0 && minima.p(pair.below()) <= level;
    }
    return new Run(wrong, missed);
  }

  private static double truth(Pair pair, Map<String, Double> rates) {
    return rates.get(pair.group()) - rates.get(pair.other());
  }
}
