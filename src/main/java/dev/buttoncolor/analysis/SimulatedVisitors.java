package dev.buttoncolor.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Visitors whose true signup rates are known, one experiment of them; the same for a seed. */
public final class SimulatedVisitors {

  private final List<String> groups;
  private final double[] shares;
  private final double[] rates;
  private final long[] visitors;
  private final long[] signups;
  private final SplittableRandom random;

  /**
   * Before the first visitor.
   *
   * @param rates the true signup rate of each group of the design, 0 to 1
   */
  public SimulatedVisitors(Design design, Map<String, Double> rates, long seed) {
    groups = design.groups();
    shares = groups.stream().mapToDouble(design.shares()::get).toArray();
    this.rates = groups.stream().mapToDouble(rates::get).toArray();
    visitors = new long[shares.length];
    signups = new long[shares.length];
    random = new SplittableRandom(seed);
  }

  public void come(int many) {
    for (int i = 0; i < many; i++) {
      // One draw serves twice: what is left of it within the group's share is uniform again.
      double left = random.nextDouble();
      int group = 0;
      while (group < shares.length - 1 && left >= shares[group]) {
        left -= shares[group];
        group++;
      }
      visitors[group]++;
      if (left < shares[group] * rates[group]) {
        signups[group]++;
      }
    }
  }

  /**
   * A group's counts so far.
   *
   * @param group its place in the design, from 0
   */
  Counts counts(int group) {
    return new Counts(visitors[group], signups[group]);
  }

  public GroupCounts counts() {
    Map<String, Counts> counts = new LinkedHashMap<>();
    for (int i = 0; i < visitors.length; i++) {
      counts.put(groups.get(i), counts(i));
    }
    return new GroupCounts(counts);
  }
}
