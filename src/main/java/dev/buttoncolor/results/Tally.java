package dev.buttoncolor.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of all groups at one moment. May lack groups of the plan (nobody came yet) and may
 * hold groups that the plan does not know (they left the experiment while it ran): these stay
 * visible and enter no comparison.
 *
 * @param byGroup counts by the group's name, in order
 */
public record Tally(Map<String, Counts> byGroup) {

  /** Nobody yet, in any group. */
  public static final Tally EMPTY = new Tally(Map.of());

  /** Keeps a copy. */
  public Tally {
    byGroup = Collections.unmodifiableMap(new LinkedHashMap<>(byGroup));
  }

  /** The counts of a group, {@link Counts#NONE} for one that nobody came to. */
  public Counts of(String group) {
    return byGroup.getOrDefault(group, Counts.NONE);
  }

  /** The groups that have counts and no place in the plan. */
  public List<String> outside(Design design) {
    List<String> planned = design.arms().stream().map(Arm::group).toList();
    return byGroup.keySet().stream().filter(group -> !planned.contains(group)).toList();
  }

  /** All visitors, of every group. */
  public long visitors() {
    return byGroup.values().stream().mapToLong(Counts::visitors).sum();
  }

  /** All signups, of every group. */
  public long signups() {
    return byGroup.values().stream().mapToLong(Counts::signups).sum();
  }
}
