package dev.buttoncolor.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often this program's rule errs, and how often it finds what there is: simulated runs, each
 * looked at after every ten visitors until its horizon. The figures beside the rows are those of a
 * second implementation, each of 10,000 runs.
 */
final class OperatingTable {

  private static final int EVERY = 10;

  /** The visitor at which the shares change, in the rows in which they do. */
  private static final int CHANGE = 10_000;

  private OperatingTable() {}

  /** How the true rates move: they are {@code first}, then {@code second} from the change on. */
  record Rates(List<Double> first, List<Double> second, boolean rising) {

    double[] at(int visitors, int horizon) {
      double part = rising ? (double) visitors / horizon : visitors < CHANGE ? 0 : 1;
      return IntStream.range(0, first.size())
          .mapToDouble(i -> first.get(i) + part * (second.get(i) - first.get(i)))
          .toArray();
    }

    double truth(int group) {
      return first.get(group) - first.get(0);
    }
  }

  /**
   * One line of the table.
   *
   * @param name what the table calls it
   * @param shares of the groups, control first; the second ones hold from the change on
   * @param plan the planned effective visitors of a pair
   * @param horizon the visitors after which a run ends
   * @param wrong the part of runs that ever decide wrongly
   * @param missed the part of runs in which an interval ever misses
   * @param byThePlan the part of runs that have decided for a true difference once its planned look
   *     is taken; NaN if nothing differs
   * @param byTheEnd the same by the horizon
   */
  record Row(
      String name,
      List<List<Double>> shares,
      Rates rates,
      long plan,
      int horizon,
      double wrong,
      double missed,
      double byThePlan,
      double byTheEnd) {

    @Override
    public String toString() {
      return name;
    }

    Row planned(long visitors, String more) {
      return new Row(
          name + more, shares, rates, visitors, horizon, wrong, missed, byThePlan, byTheEnd);
    }

    private Row finds(double plan, double end) {
      return new Row(name, shares, rates, this.plan, horizon, wrong, missed, plan, end);
    }
  }

  /** What one run, or the part of all runs, came to. */
  record Found(double wrong, double missed, double byThePlan, double byTheEnd) {}

  private static final List<Double> HALVES = List.of(.5, .5);
  private static final List<Double> QUARTERS = List.of(.25, .25, .25, .25);
  private static final List<Double> LARGE_CONTROL = List.of(.7, .1, .1, .1);
  private static final List<Double> NINE =
      List.of(.55, .05, .05, .05, .05, .05, .05, .05, .05, .05);
  private static final List<Double> TENTH = List.of(.9, .1);

  static List<Row> rows() {
    List<Double> fewTreated = List.of(.95, .05);
    List<Double> fewControl = List.of(.05, .95);
    return List.of(
        alike(HALVES, .10, 60_000, .042),
        alike(QUARTERS, .01, 100_000, .032),
        alike(QUARTERS, .10, 60_000, .038),
        alike(fewControl, .10, 60_000, .037),
        alike(LARGE_CONTROL, .10, 60_000, .034),
        alike(LARGE_CONTROL, .02, 100_000, .038),
        alike(NINE, .10, 60_000, .035),
        alike(NINE, .02, 100_000, .042),
        differ(QUARTERS, List.of(.10, .10, .10, .15), 60_000, .036, .035).finds(1, 1),
        differ(LARGE_CONTROL, List.of(.02, .02, .02, .04), 100_000, .039, .040).finds(.97, 1),
        differ(fewControl, List.of(.10, .15), 60_000, 0, .037).finds(1, 1),
        differ(fewTreated, List.of(.10, .005), 60_000, 0, .040).finds(1, 1),
        changed(TENTH, HALVES, .10, .10, false, .039),
        changed(TENTH, HALVES, .10, .12, false, .042),
        changed(TENTH, HALVES, .10, .15, false, .040),
        changed(LARGE_CONTROL, QUARTERS, .10, .12, false, .039),
        changed(TENTH, HALVES, .10, .15, true, .040),
        changed(TENTH, HALVES, .12, .10, false, .035).planned(20_000, ", plan 20,000"),
        new Row(
                "90/10, then 50/50 at 10 and 12 %",
                List.of(TENTH, HALVES),
                new Rates(List.of(.10, .12), List.of(.10, .12), false),
                5000,
                60_000,
                0,
                .038,
                .81,
                1)
            .planned(8500, ", plan 8500"));
  }

  /**
   * One treatment at 12 %, the rest at 10 %, by the plan and by twice the plan. The first row is of
   * a third implementation, of 20,000 runs: the second one, of 57 and 66 %, stood apart from both.
   */
  static List<Row> powerRows() {
    return List.of(
        power(HALVES, 5000, .560, .643),
        power(HALVES, 8500, .80, .89),
        power(QUARTERS, 5000, .40, .50),
        power(QUARTERS, 8500, .67, .81),
        power(QUARTERS, 11_060, .80, .92));
  }

  private static Row power(List<Double> shares, long plan, double byThePlan, double byTwice) {
    List<Double> rates = new ArrayList<>(constant(shares, .10));
    rates.set(1, .12);
    int horizon = (int) plan * shares.size();
    String name = shares.size() + " groups, plan " + plan;
    return new Row(
        name,
        List.of(shares),
        new Rates(rates, rates, false),
        plan,
        horizon,
        .05,
        .05,
        byThePlan,
        byTwice);
  }

  private static List<Double> constant(List<Double> shares, double rate) {
    return shares.stream().map(share -> rate).toList();
  }

  private static Row alike(List<Double> shares, double rate, int horizon, double wrong) {
    return differ(shares, constant(shares, rate), horizon, wrong, wrong);
  }

  private static Row differ(
      List<Double> shares, List<Double> rates, int horizon, double wrong, double missed) {
    return new Row(
        shares + " at " + rates,
        List.of(shares),
        new Rates(rates, rates, false),
        5000,
        horizon,
        wrong,
        missed,
        Double.NaN,
        Double.NaN);
  }

  private static Row changed(
      List<Double> first,
      List<Double> second,
      double rate,
      double then,
      boolean rising,
      double wrong) {
    return new Row(
        "%s, then %s at %s, %s %s"
            .formatted(first, second, rate, rising ? "rising to" : "then", then),
        List.of(first, second),
        new Rates(constant(first, rate), constant(first, then), rising),
        5000,
        60_000,
        wrong,
        wrong,
        Double.NaN,
        Double.NaN);
  }

  static Found simulate(Row row, int runs) {
    List<Found> all = IntStream.range(0, runs).parallel().mapToObj(seed -> run(row, seed)).toList();
    return new Found(
        all.stream().mapToDouble(Found::wrong).average().orElseThrow(),
        all.stream().mapToDouble(Found::missed).average().orElseThrow(),
        all.stream().mapToDouble(Found::byThePlan).average().orElseThrow(),
        all.stream().mapToDouble(Found::byTheEnd).average().orElseThrow());
  }

  private static Found run(Row row, long seed) {
    double[] shares = row.shares().get(0).stream().mapToDouble(share -> share).toArray();
    Design design = Designs.of(row.plan(), shares);
    Map<String, Double> rates = new LinkedHashMap<>();
    design.groups().forEach(group -> rates.put(group, 0.0));
    SimulatedVisitors visitors = new SimulatedVisitors(design, rates, seed);
    List<Pair> pairs = Pair.againstControl(design);
    Evidence evidence = Evidence.NONE;
    boolean wrong = false;
    boolean missed = false;
    boolean found = false;
    boolean foundByThePlan = false;
    for (int seen = EVERY; seen <= row.horizon(); seen += EVERY) {
      if (row.shares().size() > 1 && seen - EVERY == CHANGE) {
        visitors.shares(row.shares().get(1).stream().mapToDouble(share -> share).toArray());
      }
      visitors.rates(row.rates().at(seen - EVERY, row.horizon()));
      visitors.add(EVERY);
      Evidence before = evidence;
      for (int i = 0; i < pairs.size(); i++) {
        PairCounts counts = visitors.pair(i + 1, 0);
        if (counts.hasMinimumSample()) {
          double truth = row.rates().truth(i + 1);
          // Without a difference the smallest p says at the end whether an interval ever missed.
          missed |= truth != 0 && misses(counts, truth, row.plan(), design.level());
          evidence = evidence.after(pairs.get(i), counts, row.plan());
        }
      }
      if (evidence == before) {
        continue;
      }
      ComparisonFamily family =
          new ComparisonFamily(pairs, design, GroupCounts.EMPTY, evidence); // the p of this look
      for (int i = 0; i < pairs.size(); i++) {
        double truth = Math.signum(row.rates().truth(i + 1));
        int decided = decided(family, pairs.get(i));
        wrong |= decided != 0 && decided != truth;
        found |= decided != 0 && decided == truth;
        if (isTakenNow(pairs.get(i), before, evidence)) {
          missed |=
              misses(evidence.plannedLook(pairs.get(i)).get(), row.rates().truth(i + 1), design);
        }
      }
      for (int i = 0; i < pairs.size(); i++) { // once every pair is decided, by Holm's last steps
        if (row.rates().truth(i + 1) != 0 && isTakenNow(pairs.get(i), before, evidence)) {
          foundByThePlan = found;
        }
      }
    }
    for (int i = 0; i < pairs.size(); i++) {
      double smallest = Math.min(evidence.p(pairs.get(i)), evidence.p(pairs.get(i).reversed()));
      missed |= row.rates().truth(i + 1) == 0 && smallest <= Design.WATCHING * design.level();
    }
    return new Found(wrong ? 1 : 0, missed ? 1 : 0, foundByThePlan ? 1 : 0, found ? 1 : 0);
  }

  private static boolean isTakenNow(Pair pair, Evidence before, Evidence after) {
    return before.plannedLook(pair).isEmpty() && after.plannedLook(pair).isPresent();
  }

  private static boolean misses(PairCounts counts, double truth, long plan, double level) {
    return new MixtureSequence(counts, plan).logEvidence(truth)
        >= -Math.log(Design.WATCHING * level);
  }

  private static boolean misses(PlannedLook look, double truth, Design design) {
    return new ScoreTest(look.counts()).chiSquare(truth)
        >= PlannedLook.limit(Design.PLANNED_LOOK * design.level());
  }

  /** The sign of what a pair is decided for, with all of Holm's steps; 0 if it is not. */
  private static int decided(ComparisonFamily family, Pair pair) {
    PairTest test = family.test(pair);
    return family.adjustedP(pair) > Design.ALPHA ? 0 : test.above() < test.below() ? 1 : -1;
  }
}
