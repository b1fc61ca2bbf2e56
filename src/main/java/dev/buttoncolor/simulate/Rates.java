package dev.buttoncolor.simulate;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The true signup rate of each group.
 *
 * @param byGroup 0 to 1 under the group's name, in the order given
 */
public record Rates(Map<String, Double> byGroup) {

  private static final String SHAPE = "rates are written as Blue=0.10,Green=0.12";

  /**
   * Reads {@code Blue=0.10,Green=0.12}.
   *
   * @throws RefusedException where a part is not {@code group=rate}, a group stands there twice, or
   *     a rate is no number from 0 to 1
   */
  public static Rates parse(String text) throws RefusedException {
    Map<String, Double> byGroup = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.lastIndexOf('=');
      String group = equals < 0 ? "" : part.substring(0, equals).strip();
      if (group.isEmpty()) {
        throw new RefusedException("\"" + part + "\" is no group with its rate: " + SHAPE + ".");
      }
      if (byGroup.put(group, rate(group, part.substring(equals + 1).strip())) != null) {
        throw new RefusedException(
            "Group " + group + " has two rates: each group is given once, and " + SHAPE + ".");
      }
    }
    return new Rates(byGroup);
  }

  private static double rate(String group, String text) throws RefusedException {
    try {
      double rate = new BigDecimal(text).doubleValue();
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    throw new RefusedException(
        "The rate of " + group + " is \"" + text + "\": a rate is a number from 0 to 1.");
  }

  /**
   * Holds the rates against the experiment.
   *
   * @throws RefusedException where a rate is for no group of the experiment, or a group has none
   */
  public void requireExactly(List<String> groups) throws RefusedException {
    String known = String.join(", ", groups);
    Set<String> unknown = new LinkedHashSet<>(byGroup.keySet());
    groups.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new RefusedException(
          "The experiment has no group "
              + String.join(", ", unknown)
              + ": its groups are "
              + known
              + ".");
    }
    Set<String> missing = new LinkedHashSet<>(groups);
    missing.removeAll(byGroup.keySet());
    if (!missing.isEmpty()) {
      throw new RefusedException(
          "There is no rate for "
              + String.join(", ", missing)
              + ": every group needs one, and the groups are "
              + known
              + ".");
    }
  }

  /** The rate of a group that {@link #requireExactly} has seen. */
  double of(String group) {
    return byGroup.get(group);
  }
}
