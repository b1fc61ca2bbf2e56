package dev.buttoncolor.simulate;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The true signup rate of each group by its name, 0 to 1, in the order given. */
public record TrueRates(Map<String, Double> byGroup) {

  private static final String SHAPE = "rates are written as Blue=0.10,Green=0.12";

  /** A rate holds neither a comma nor an equals sign, so that a name may hold both. */
  private static final Pattern ENTRY = Pattern.compile("\\G(?<group>.*?)=(?<rate>[^=,]*),");

  /** Reads {@code Blue=0.10,Green=0.12}; what is written in another way is told in a sentence. */
  public static TrueRates parse(String text) {
    Map<String, Double> byGroup = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(text + ",");
    for (int start = 0; start <= text.length(); start = entry.end()) {
      String group = entry.find() ? entry.group("group").strip() : "";
      if (group.isEmpty()) {
        throw new IllegalArgumentException(
            "\"%s\" is not a group with its rate: %s.".formatted(text.substring(start), SHAPE));
      }
      if (byGroup.put(group, rate(group, entry.group("rate").strip())) != null) {
        throw new IllegalArgumentException(
            "Group %s has two rates: each group is given once, and %s.".formatted(group, SHAPE));
      }
    }
    return new TrueRates(byGroup);
  }

  private static double rate(String group, String text) {
    try {
      double rate = new BigDecimal(text).doubleValue();
      if (rate >= 0 && rate <= 1) {
        return rate;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of range.
    }
    throw new IllegalArgumentException(
        "The rate of %s is \"%s\": a rate is a number from 0 to 1.".formatted(group, text));
  }

  /** Refuses, in a sentence, if these are not the groups that have a rate. */
  public void requireExactly(List<String> groups) {
    String known = String.join(", ", groups);
    String unknown =
        byGroup.keySet().stream().filter(g -> !groups.contains(g)).collect(joining(", "));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "The experiment has no group %s: its groups are %s.".formatted(unknown, known));
    }
    String missing = groups.stream().filter(g -> !byGroup.containsKey(g)).collect(joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no rate for %s: every group needs one, and the groups are %s."
              .formatted(missing, known));
    }
  }

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
        .collect(joining("&"));
  }
}
