package dev.buttoncolor.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a spec document splits the visitors. Instances learn of a new document at different times, so
 * what a visitor was assigned by goes with the visitor's event.
 *
 * @param salt what the assignment depends on, which names the run; empty without specs
 * @param shares the part of the visitors that each group gets, above 0, summing to 1; empty if it
 *     is not known
 */
public record Split(String salt, Map<String, Double> shares) {

  public static final Split NONE = new Split("", Map.of());

  public Split {
    shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
  }

  public static Split of(ExperimentSpec spec) {
    return new Split(spec.salt(), shares(spec.groups()));
  }

  /** The shares of these groups, in their order; a group without any is left out. */
  public static Map<String, Double> shares(List<Group> groups) {
    double sum = groups.stream().mapToDouble(Group::share).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Group group : groups) {
      if (group.share() > 0) {
        shares.put(group.name(), group.share() / sum);
      }
    }
    return shares;
  }
}
