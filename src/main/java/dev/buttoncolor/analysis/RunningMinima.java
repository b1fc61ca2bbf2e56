package dev.buttoncolor.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The running minima of the always-valid p-values of one run: the smallest p of each test at any
 * look so far. A p-value that is valid at every look may be quoted at its smallest, so evidence
 * once gathered is not lost again, over restarts and over several instances of the program: rows
 * are merged by their minimum, so their order does not matter.
 *
 * <p>A change of the design (shares or planned visitors) needs no clearing: comparisons start anew
 * because their {@linkplain Key#design() key} names another design, and the sample ratio's minimum,
 * whose key names none, goes on.
 *
 * @param rows the minimum of each test, 0 to 1; a test without a row has 1
 */
public record RunningMinima(Map<Key, Double> rows) {

  /** Before the first look: no evidence of anything. */
  public static final RunningMinima NONE = new RunningMinima(Map.of());

  /** The kinds of tests. */
  public enum Kind {
    /** Of one group against another, over the looks at which the group's rate is above. */
    ABOVE,
    /** Of the groups' sizes against their shares. */
    SAMPLE_RATIO
  }

  /**
   * Which test a minimum belongs to, within one run: the primary key of a row.
   *
   * @param kind the kind of test
   * @param group the group whose rate is above; empty for the sample ratio
   * @param other the group whose rate is below, which may be control; empty for the sample ratio
   * @param design the design's {@link Design#key()}; empty for the sample ratio
   */
  public record Key(Kind kind, String group, String other, String design) {

    /** The test of the groups' sizes. */
    public static final Key SAMPLE_RATIO = new Key(Kind.SAMPLE_RATIO, "", "", "");

    /** The test whether the group's rate is above the other's. */
    public static Key above(String design, String group, String other) {
      return new Key(Kind.ABOVE, group, other, design);
    }
  }

  /**
   * Keeps a copy.
   *
   * @throws IllegalArgumentException if a value is not within 0 to 1
   */
  public RunningMinima {
    rows = Map.copyOf(rows);
    for (double p : rows.values()) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("A p-value is 0 to 1, not " + p + ".");
      }
    }
  }

  /** The smallest p so far, 1 without one. */
  public double p(Key key) {
    return rows.getOrDefault(key, 1.0);
  }

  /** Whether some evidence was gathered under another design, from which p started anew. */
  public boolean holdsOtherDesignThan(Design design) {
    String key = design.key();
    return rows.keySet().stream()
        .anyMatch(row -> row.kind() == Kind.ABOVE && !row.design().equals(key));
  }

  /** The smaller of each. */
  public RunningMinima merge(RunningMinima other) {
    Map<Key, Double> both = new LinkedHashMap<>(rows);
    other.rows.forEach((key, p) -> both.merge(key, p, Math::min));
    return new RunningMinima(both);
  }

  /**
   * The minima once these counts are looked at too. Costs a few logarithms for each pair of groups.
   *
   * @param counts all groups from the start of the run on
   * @param stretches the same visitors by stretches of constant shares
   */
  public RunningMinima after(Design design, GroupCounts counts, List<Stretch> stretches) {
    RunningMinima minima = lowered(Key.SAMPLE_RATIO, SampleRatioSequence.p(stretches));
    for (Pair pair : Pair.all(design)) {
      minima =
          minima.after(
              pair, counts.of(pair.group()), counts.of(pair.other()), design.plannedVisitors());
    }
    return minima;
  }

  /** The minima once one pair is looked at too; this object itself where nothing falls. */
  public RunningMinima after(Pair pair, Counts group, Counts other, long plannedVisitors) {
    if (!MinimumSample.isReached(other, group)) {
      return this;
    }
    MixtureSequence sequence = new MixtureSequence(other, group, plannedVisitors);
    double d = sequence.difference();
    return d == 0 ? this : lowered(d > 0 ? pair.above() : pair.below(), sequence.p());
  }

  private RunningMinima lowered(Key key, double p) {
    return p < p(key) ? merge(new RunningMinima(Map.of(key, p))) : this;
  }
}
