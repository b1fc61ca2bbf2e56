package dev.buttoncolor.simulate;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The true signup rate of each group.
 *
 * @param byGroup 0 to 1 under the group's name, in the order given
 */
public record TrueRates(Map<String, Double> byGroup) {

  private static final String SHAPE = "rates are written as Blue=0.10,Green=0.12";

  /** A rate holds neither a comma nor an equals sign, so that a name may hold both. */
  private static final Pattern ENTRY = Pattern.compile("(?<group>.*?)=(?<rate>[^=,]*)(?<more>,|$)");

  /**
   * Reads {@code Blue=0.10,Green=0.12}. A name may hold commas: in {@code Red, bright=0.1,Blue=0.2}
   * there are two.
   *
   * @throws SimulationException if a part is not {@code group=rate}, a group stands there twice, or
   *     a rate is not a number from 0 to 1
   */
  public static TrueRates parse(String text) throws SimulationException {
    Map<String, Double> byGroup = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(text);
    int start = 0;
    do {
      boolean matches = entry.region(start, text.length()).lookingAt();
      String group = matches ? entry.group("group").strip() : "";
      if (group.isEmpty()) {
        throw SimulationException.refused(
            "\"%s\" is not a group with its rate: %s.", text.substring(start), SHAPE);
      }
      if (byGroup.put(group, rate(group, entry.group("rate").strip())) != null) {
        throw SimulationException.refused(
            "Group %s has two rates: each group is given once, and %s.", group, SHAPE);
      }
      start = entry.end();
    } while (entry.group("more").equals(","));
    return new TrueRates(byGroup);
  }

  private static double rate(String group, String text) throws SimulationException {
    try {
      double rate = new BigDecimal(text).doubleValue();
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range.
    }
    throw SimulationException.refused(
        "The rate of %s is \"%s\": a rate is a number from 0 to 1.", group, text);
  }

  /**
   * Checks that the rates are those of the experiment's groups.
   *
   * @throws SimulationException if a rate is for no group of the experiment, or a group has none
   */
  public void requireExactly(List<String> groups) throws SimulationException {
    String known = String.join(", ", groups);
    Set<String> unknown = new LinkedHashSet<>(byGroup.keySet());
    groups.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw SimulationException.refused(
          "The experiment has no group %s: its groups are %s.", String.join(", ", unknown), known);
    }
    Set<String> missing = new LinkedHashSet<>(groups);
    missing.removeAll(byGroup.keySet());
    if (!missing.isEmpty()) {
      throw SimulationException.refused(
          "There is no rate for %s: every group needs one, and the groups are %s.",
          String.join(", ", missing), known);
    }
  }

  /** The rate of a group that {@link #requireExactly} has seen. */
  public double of(String group) {
    return byGroup.get(group);
  }

  /** {@code Blue=0.1&Dark+red=0.12}, whatever the groups are called. */
  String asQuery() {
    return byGroup.entrySet().stream()
        .map(
            group ->
                URLEncoder.encode(group.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + BigDecimal.valueOf(group.getValue()).toPlainString())
        .collect(Collectors.joining("&"));
  }
}
