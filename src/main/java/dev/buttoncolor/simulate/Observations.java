package dev.buttoncolor.simulate;

import java.util.Map;
import java.util.TreeMap;

/** What the simulator itself saw happen. Safe for use by many threads. */
public final class Observations {

  /**
   * What one group came to.
   *
   * @param visitors those whose visit the page said it counts
   * @param signups those of them whose signup the page said it counts
   * @param undecided signups of which the page did not know yet
   */
  record GroupTotals(long visitors, long signups, long undecided) {
    private GroupTotals plus(GroupTotals other) {
      return new GroupTotals(
          visitors + other.visitors, signups + other.signups, undecided + other.undecided);
    }
  }

  private static final GroupTotals NONE = new GroupTotals(0, 0, 0);

  private final Map<String, GroupTotals> groups = new TreeMap<>();
  private final Map<String, Long> exclusions = new TreeMap<>();
  private final Map<String, Long> failures = new TreeMap<>();

  synchronized void visited(String group) {
    groups.merge(group, new GroupTotals(1, 0, 0), GroupTotals::plus);
  }

  synchronized void signedUp(String group) {
    groups.merge(group, new GroupTotals(0, 1, 0), GroupTotals::plus);
  }

  /** The page does not know yet whether it counts the signup. */
  synchronized void undecided(String group) {
    groups.merge(group, new GroupTotals(0, 0, 1), GroupTotals::plus);
  }

  /** Something was answered, and the page does not count it. */
  synchronized void excluded(String what) {
    exclusions.merge(what, 1L, Long::sum);
  }

  /** A request got no answer, or none that can be used. */
  synchronized void failed(String how) {
    failures.merge(how, 1L, Long::sum);
  }

  synchronized GroupTotals of(String group) {
    return groups.getOrDefault(group, NONE);
  }

  /** The visitors of all groups. */
  synchronized long visitors() {
    return groups.values().stream().mapToLong(GroupTotals::visitors).sum();
  }

  /** The signups of all groups of which the page did not know yet. */
  synchronized long undecided() {
    return groups.values().stream().mapToLong(GroupTotals::undecided).sum();
  }

  synchronized Map<String, Long> exclusions() {
    return new TreeMap<>(exclusions);
  }

  /** How many requests failed, by what went wrong; empty if none did. */
  public synchronized Map<String, Long> failures() {
    return new TreeMap<>(failures);
  }
}
