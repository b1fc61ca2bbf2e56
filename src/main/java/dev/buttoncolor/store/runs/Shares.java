package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.Group;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups' shares during one stretch of a run.
 *
 * @param since when they came into force
 * @param byGroup the part of the visitors that each group gets, above 0, summing to 1
 */
public record Shares(Instant since, Map<String, Double> byGroup) {

  /** Keeps a copy. */
  public Shares {
    byGroup = Collections.unmodifiableMap(new LinkedHashMap<>(byGroup));
  }

  /** The shares of a spec document; a group without any enters no comparison. */
  static Shares of(List<Group> groups, Instant since) {
    double sum = groups.stream().mapToDouble(Group::share).sum();
    Map<String, Double> byGroup = new LinkedHashMap<>();
    for (Group group : groups) {
      if (group.share() > 0) {
        byGroup.put(group.name(), group.share() / sum);
      }
    }
    return new Shares(since, byGroup);
  }
}
