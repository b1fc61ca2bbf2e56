package dev.buttoncolor.simulate;

import java.util.Map;
import java.util.TreeMap;

/** What the simulator itself saw happen. Safe for use by many threads. */
public final class Tally {

  /**
   * One group's people.
   *
   * @param visitors those whose visit the page said it counts
   * @param signups those of them whose signup the page said it counts
   */
  record Count(long visitors, long signups) {
    private Count plus(Count other) {
      return new Count(visitors + other.visitors, signups + other.signups);
    }
  }

  private static final Count NOBODY = new Count(0, 0);

  private final Map<String, Count> groups = new TreeMap<>();
  private final Map<String, Long> notCounted = new TreeMap<>();
  private final Map<String, Long> failures = new TreeMap<>();

  synchronized void visited(String group) {
    groups.merge(group, new Count(1, 0), Count::plus);
  }

  synchronized void signedUp(String group) {
    groups.merge(group, new Count(0, 1), Count::plus);
  }

  /** Something was answered, and the page does not count it. */
  synchronized void notCounted(String what) {
    notCounted.merge(what, 1L, Long::sum);
  }

  /** A request got no answer, or none that can be used. */
  synchronized void failed(String how) {
    failures.merge(how, 1L, Long::sum);
  }

  synchronized Count of(String group) {
    return groups.getOrDefault(group, NOBODY);
  }

  /** The visitors of all groups. */
  synchronized long visitors() {
    return groups.values().stream().mapToLong(Count::visitors).sum();
  }

  synchronized Map<String, Long> notCounted() {
    return new TreeMap<>(notCounted);
  }

  /** How many requests failed, by what went wrong; empty where none did. */
  public synchronized Map<String, Long> failures() {
    return new TreeMap<>(failures);
  }
}
