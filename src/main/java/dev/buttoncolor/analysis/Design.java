package dev.buttoncolor.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is compared with what.
 *
 * @param control the group that the treatments are compared with
 * @param shares the planned part of all visitors of each group, control included, above 0, in the
 *     order in which the groups are shown; they sum to exactly 1, small rounding evened out
 * @param plannedVisitors how many visitors one comparison is planned for: control and one treatment
 *     <em>together</em>. The sequence is tightest there; it is not a limit
 */
public record Design(String control, Map<String, Double> shares, long plannedVisitors) {

  /** The chance of ever making a wrong decision, over all treatments and all looks. */
  public static final double ALPHA = 0.05;

  private static final double ROUNDING = 0.001;

  /**
   * Checks the design.
   *
   * @throws IllegalArgumentException if it makes no sense, with a message for people
   */
  public Design {
    if (plannedVisitors <= 0) {
      throw new IllegalArgumentException(
          "The number of planned visitors must be positive, not " + plannedVisitors + ".");
    }
    if (!shares.containsKey(control)) {
      throw new IllegalArgumentException(
          "The control group must be one of " + shares.keySet() + ", not " + control + ".");
    }
    shares = whole(shares);
  }

  private static Map<String, Double> whole(Map<String, Double> shares) {
    double sum = 0;
    for (Map.Entry<String, Double> entry : shares.entrySet()) {
      if (entry.getKey().isBlank()) {
        throw new IllegalArgumentException("A group of the experiment has no name.");
      }
      if (!(entry.getValue() > 0)) {
        throw new IllegalArgumentException(
            "The share of group %s must be above 0, not %s."
                .formatted(entry.getKey(), entry.getValue()));
      }
      sum += entry.getValue();
    }
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException("The groups' shares must sum to 1, not " + sum + ".");
    }
    Map<String, Double> whole = new LinkedHashMap<>();
    for (Map.Entry<String, Double> entry : shares.entrySet()) {
      whole.put(entry.getKey(), entry.getValue() / sum);
    }
    return Collections.unmodifiableMap(whole);
  }

  /** Whether a group is part of the design. */
  public boolean has(String group) {
    return shares.containsKey(group);
  }

  /** All groups, control included, in their order. */
  public List<String> groups() {
    return List.copyOf(shares.keySet());
  }

  /** The groups compared with control, in their order. */
  public List<String> treatments() {
    return shares.keySet().stream().filter(group -> !group.equals(control)).toList();
  }

  /**
   * The level of each treatment's interval, such that all of them hold at once with 95 %:
   * Bonferroni's, {@link #ALPHA} divided by the number of treatments.
   */
  public double intervalLevel() {
    return ALPHA / Math.max(1, shares.size() - 1);
  }

  /**
   * Shares and planned visitors as one line of text, which names the design in a {@link
   * RunningMinima.Key}: evidence gathered under one says nothing under another.
   */
  public String key() {
    return new TreeMap<>(shares)
        .entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%s %.6f", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", ", "planned " + plannedVisitors + ": ", ""));
  }
}
