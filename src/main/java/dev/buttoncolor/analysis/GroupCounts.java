package dev.buttoncolor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The counts of all groups at one moment. It may lack groups of the design (no visitor came yet)
 * and may hold groups that the design does not know (they left the experiment during the run):
 * these stay visible and enter no comparison.
 *
 * @param byGroup counts by the group's name, in order; an unmodifiable copy
 */
public record GroupCounts(Map<String, Counts> byGroup) {

  public static final GroupCounts EMPTY = new GroupCounts(Map.of());

  public GroupCounts {
    byGroup = Collections.unmodifiableMap(new LinkedHashMap<>(byGroup));
  }

  /** The counts of a group, {@link Counts#EMPTY} for one without visitors. */
  public Counts of(String group) {
    return byGroup.getOrDefault(group, Counts.EMPTY);
  }

  /** The groups that have counts and no place in the design. */
  public List<String> outside(Design design) {
    return byGroup.keySet().stream().filter(group -> !design.has(group)).toList();
  }

  public Counts total() {
    return byGroup.values().stream().reduce(Counts.EMPTY, Counts::plus);
  }
}
