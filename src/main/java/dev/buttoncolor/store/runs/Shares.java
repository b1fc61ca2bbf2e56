package dev.buttoncolor.store.runs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The groups' shares during one stretch of a run.
 *
 * @param byGroup the part of the visitors that each group gets, above 0, summing to 1
 */
public record Shares(Map<String, Double> byGroup) {

  /** Shares that differ by less are the same stretch. */
  private static final int PARTS = 1_000;

  public Shares {
    byGroup = Collections.unmodifiableMap(new LinkedHashMap<>(byGroup));
  }

  boolean areSameAs(Map<String, Double> others) {
    return byGroup.keySet().equals(others.keySet())
        && byGroup.entrySet().stream()
            .allMatch(one -> parts(one.getValue()) == parts(others.get(one.getKey())));
  }

  private static long parts(double share) {
    return Math.round(share * PARTS);
  }
}
