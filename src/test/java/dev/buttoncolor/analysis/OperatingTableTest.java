package dev.buttoncolor.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often this program's rule errs, and how often it finds what there is: simulated runs, each
 * looked at after every ten visitors until its horizon. A few runs of some rows notice a rule that
 * errs in a fifth of runs; the profile {@code simulations} has all rows with 10,000 runs each, as
 * the second implementation whose figures stand in the table, and takes about an hour. Runs are
 * seeded, so that the same program gives the same figures.
 */
class OperatingTableTest {

  private static final int RUNS = Integer.getInteger("runs", 40);

  /** How far two simulations may be apart, of which one had 10,000 runs and the other this many. */
  private static final double AGREEMENT = 0.008 * Math.sqrt(Math.max(1, 10_000.0 / RUNS));

  private static final int EVERY = 10;

  /** The visitor at which the shares change, and the rates unless they rise evenly. */
  private static final int CHANGE = 10_000;

  /**
   * The parts of runs that ever decide wrongly, in which an interval ever misses, and that have
   * decided for a true difference once its planned look is taken and by the horizon. The power of
   * two groups is that of a third implementation, of 20,000 runs: the second one, of 57 and 66 %,
   * stood apart from both. The rows with a star are tried with a few runs too.
   */
  private static final String TABLE =
      """
        shares, control first               | rates                            | plan  | horizon | wrong | missed | plan | end
        .5 .5                               | .1 .1                            | 5000  | 60000   | .042  | .042   |      |
        .25 .25 .25 .25                     | .01 .01 .01 .01                  | 5000  | 100000  | .032  | .032   |      |
      * .25 .25 .25 .25                     | .1 .1 .1 .1                      | 5000  | 60000   | .038  | .038   |      |
        .05 .95                             | .1 .1                            | 5000  | 60000   | .037  | .037   |      |
        .7 .1 .1 .1                         | .1 .1 .1 .1                      | 5000  | 60000   | .034  | .034   |      |
        .7 .1 .1 .1                         | .02 .02 .02 .02                  | 5000  | 100000  | .038  | .038   |      |
        .55 .05 .05 .05 .05 .05 .05 .05 .05 .05 | .1 .1 .1 .1 .1 .1 .1 .1 .1 .1 | 5000 | 60000 | .035 | .035   |      |
        .55 .05 .05 .05 .05 .05 .05 .05 .05 .05 | .02 .02 .02 .02 .02 .02 .02 .02 .02 .02 | 5000 | 100000 | .042 | .042 | |
        .25 .25 .25 .25                     | .1 .1 .1 .15                     | 5000  | 60000   | .036  | .035   |      | 1
      * .7 .1 .1 .1                         | .02 .02 .02 .04                  | 5000  | 100000  | .039  | .040   |      | 1
        .05 .95                             | .1 .15                           | 5000  | 60000   | 0     | .037   |      | 1
        .95 .05                             | .1 .005                          | 5000  | 60000   | 0     | .040   |      | 1
        .9 .1 then .5 .5                    | .1 .1                            | 5000  | 60000   | .039  | .039   |      |
        .9 .1 then .5 .5                    | .1 .1 then .12 .12               | 5000  | 60000   | .042  | .042   |      |
      * .9 .1 then .5 .5                    | .1 .1 then .15 .15               | 5000  | 60000   | .040  | .040   |      |
        .7 .1 .1 .1 then .25 .25 .25 .25    | .1 .1 .1 .1 then .12 .12 .12 .12 | 5000  | 60000   | .039  | .039   |      |
        .9 .1 then .5 .5                    | .1 .1 rising to .15 .15          | 5000  | 60000   | .040  | .040   |      |
        .9 .1 then .5 .5                    | .12 .12 then .1 .1               | 20000 | 60000   | .035  | .035   |      |
        .9 .1 then .5 .5                    | .1 .12                           | 8500  | 60000   | 0     | .038   |      | 1
        .5 .5                               | .1 .12                           | 5000  | 10000   |       |        | .560 | .643
        .5 .5                               | .1 .12                           | 8500  | 17000   |       |        | .80  | .89
        .25 .25 .25 .25                     | .1 .12 .1 .1                     | 5000  | 20000   |       |        | .40  | .50
        .25 .25 .25 .25                     | .1 .12 .1 .1                     | 8500  | 34000   |       |        | .67  | .81
        .25 .25 .25 .25                     | .1 .12 .1 .1                     | 11060 | 44240   |       |        | .80  | .92
      """;

  /** A line of the table; both shares are the same if they do not change, and so are the rates. */
  private record Row(
      String line,
      List<double[]> shares,
      List<double[]> rates,
      boolean isRising,
      long plan,
      int horizon,
      List<Double> figures) {

    static Row of(String line) {
      String[] cells = line.substring(2).split("\\|", -1);
      return new Row(
          line.strip(),
          numbers(cells[0]),
          numbers(cells[1]),
          cells[1].contains("rising"),
          Long.parseLong(cells[2].strip()),
          Integer.parseInt(cells[3].strip()),
          Stream.of(cells)
              .skip(4)
              .map(cell -> cell.isBlank() ? Double.NaN : Double.parseDouble(cell))
              .toList());
    }

    private static List<double[]> numbers(String cell) {
      String[] parts = cell.strip().split(" then | rising to ");
      return Stream.of(parts[0], parts[parts.length - 1])
          .map(part -> Stream.of(part.split(" ")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }

    double[] sharesAt(int visitors) {
      return shares.get(visitors < CHANGE ? 0 : 1);
    }

    double[] ratesAt(int visitors) {
      double part = isRising ? (double) visitors / horizon : visitors < CHANGE ? 0 : 1;
      double[] first = rates.get(0);
      double[] second = rates.get(1);
      return IntStream.range(0, first.length)
          .mapToDouble(i -> first[i] + part * (second[i] - first[i]))
          .toArray();
    }

    /** The true difference to control. */
    double truth(int group) {
      return rates.get(0)[group] - rates.get(0)[0];
    }

    @Override
    public String toString() {
      return line;
    }
  }

  /** Who came, by stretch; the same for a seed. */
  private record Visitors(SplittableRandom random, List<Part> parts) {

    private record Part(double[] shares, long[] visitors, long[] signups) {

      Counts counts(int group) {
        return new Counts(visitors[group], signups[group]);
      }
    }

    /** More come at these shares and sign up at these rates; new shares begin a stretch. */
    void add(int many, double[] shares, double[] rates) {
      if (parts.isEmpty() || !Arrays.equals(parts.get(parts.size() - 1).shares, shares)) {
        parts.add(new Part(shares, new long[shares.length], new long[shares.length]));
      }
      Part now = parts.get(parts.size() - 1);
      for (int i = 0; i < many; i++) {
        // One draw serves twice: what is left of it within the group's share is uniform again.
        double left = random.nextDouble();
        int group = 0;
        while (group < shares.length - 1 && left >= shares[group]) {
          left -= shares[group];
          group++;
        }
        now.visitors[group]++;
        now.signups[group] += left < shares[group] * rates[group] ? 1 : 0;
      }
    }

    /** A group against control. */
    PairCounts pair(int group) {
      List<PairCounts.InStretch> stretches = new ArrayList<>(parts.size());
      for (Part part : parts) {
        stretches.add(new PairCounts.InStretch(part.counts(0), part.counts(group)));
      }
      return new PairCounts(stretches);
    }
  }

  static Stream<Row> rows() {
    return TABLE.lines().skip(1).filter(row -> RUNS >= 1000 || row.startsWith("*")).map(Row::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void errsAndFindsAsASecondImplementation(Row row) {
    List<double[]> runs =
        IntStream.range(0, RUNS).parallel().mapToObj(seed -> run(row, seed)).toList();
    double[] found =
        IntStream.range(0, 4)
            .mapToDouble(i -> runs.stream().mapToDouble(run -> run[i]).average().orElseThrow())
            .toArray();
    System.out.println(row + " -> " + Arrays.toString(found));
    for (int i = 0; i < 4; i++) {
      double expected = row.figures.get(i);
      if (!Double.isNaN(expected)) {
        assertEquals(expected, found[i], row.figures.get(2).isNaN() ? AGREEMENT : 1.25 * AGREEMENT);
        assertTrue(i >= 2 || found[i] <= 0.05 + (RUNS < 10_000 ? AGREEMENT : 0), row::toString);
      }
    }
  }

  /** Whether one run is wrong, is missed, has found by the plan, and by the end: 1 or 0 each. */
  private static double[] run(Row row, long seed) {
    Design design = Designs.of(row.plan, row.shares.get(0));
    Visitors visitors = new Visitors(new SplittableRandom(seed), new ArrayList<>());
    List<Pair> pairs = Pair.againstControl(design);
    double watchingLimit = -Math.log(Design.WATCHING * design.level());
    double plannedLimit = Math.pow(ScoreTest.limit(Design.PLANNED_LOOK * design.level()), 2);
    Evidence evidence = Evidence.NONE;
    boolean wrong = false;
    boolean missed = false;
    boolean foundByThePlan = false;
    boolean found = false;
    for (int seen = 0; seen < row.horizon; seen += EVERY) {
      visitors.add(EVERY, row.sharesAt(seen), row.ratesAt(seen));
      Evidence before = evidence;
      for (int i = 1; i <= pairs.size(); i++) {
        PairCounts counts = visitors.pair(i);
        if (counts.hasMinimumSample()) {
          // Without a difference the smallest p says at the end whether an interval ever missed.
          MixtureSequence watching = new MixtureSequence(counts, row.plan);
          missed |= row.truth(i) != 0 && watching.logEvidence(row.truth(i)) >= watchingLimit;
          evidence = evidence.after(pairs.get(i - 1), counts, row.plan);
        }
      }
      if (evidence == before) {
        continue;
      }
      ComparisonFamily family =
          new ComparisonFamily(pairs, design, GroupCounts.EMPTY, evidence); // the p of this look
      boolean isPlannedLook = false;
      for (int i = 1; i <= pairs.size(); i++) {
        Pair pair = pairs.get(i - 1);
        int decided = decided(family, pair);
        wrong |= decided != 0 && decided != Math.signum(row.truth(i));
        found |= decided != 0 && decided == Math.signum(row.truth(i));
        if (before.plannedLook(pair).isEmpty() && evidence.plannedLook(pair).isPresent()) {
          ScoreTest look = new ScoreTest(evidence.plannedLook(pair).get());
          missed |= look.chiSquare(row.truth(i)) >= plannedLimit;
          isPlannedLook |= row.truth(i) != 0;
        }
      }
      foundByThePlan = isPlannedLook ? found : foundByThePlan; // with all of Holm's steps
    }
    for (int i = 1; i <= pairs.size(); i++) {
      Pair pair = pairs.get(i - 1);
      double smallest = Math.min(evidence.p(pair), evidence.p(pair.reversed()));
      missed |= row.truth(i) == 0 && -Math.log(smallest) >= watchingLimit;
    }
    return Stream.of(wrong, missed, foundByThePlan, found).mapToDouble(is -> is ? 1 : 0).toArray();
  }

  /** The sign of what a pair is decided for, with all of Holm's steps; 0 if it is not. */
  private static int decided(ComparisonFamily family, Pair pair) {
    PairTest test = family.test(pair);
    return family.adjustedP(pair) > Design.ALPHA ? 0 : test.above() < test.below() ? 1 : -1;
  }
}
