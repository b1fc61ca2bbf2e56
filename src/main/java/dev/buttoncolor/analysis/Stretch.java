package dev.buttoncolor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stretch of a run during which the groups' shares were constant. The stretches of a run, in
 * their order, hold all its visitors; a run whose shares never changed is one stretch.
 *
 * @param shares the planned part of the visitors of each group, above 0, summing to 1
 * @param visitors how many were exposed in this stretch alone, by group; a group without a share in
 *     the stretch enters no test
 */
public record Stretch(Map<String, Double> shares, Map<String, Long> visitors) {

  /** Keeps copies. */
  public Stretch {
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    visitors = Collections.unmodifiableMap(new LinkedHashMap<>(visitors));
  }

  public long visitorsOf(String group) {
    return visitors.getOrDefault(group, 0L);
  }

  /** The visitors of all groups that have a share. */
  public long total() {
    return shares.keySet().stream().mapToLong(this::visitorsOf).sum();
  }
}
