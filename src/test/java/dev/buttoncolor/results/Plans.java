package dev.buttoncolor.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans and counts that several tests start from. */
public final class Plans {

  private Plans() {}

  /** Blue is control, four groups of a quarter each. */
  public static Design fourColors() {
    return new Design(
        "Blue",
        List.of(
            new Arm("Blue", 0.25),
            new Arm("Green", 0.25),
            new Arm("Red", 0.25),
            new Arm("Orange", 0.25)),
        5000);
  }

  /** Counts of the four colors, in the plan's order. */
  static Tally tally(Counts blue, Counts green, Counts red, Counts orange) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    counts.put("Blue", blue);
    counts.put("Green", green);
    counts.put("Red", red);
    counts.put("Orange", orange);
    return new Tally(counts);
  }

  /** Control 12.0 %, Green 15.0 %, Red 11.8 %, Orange 18.0 % of 1000 visitors each. */
  public static Tally workedExample() {
    return tally(
        new Counts(1000, 120), new Counts(1000, 150), new Counts(1000, 118), new Counts(1000, 180));
  }

  static GroupResult result(Analysis analysis, String group) {
    return analysis.groups().stream()
        .filter(result -> result.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  static Comparison comparison(Analysis analysis, String group) {
    return result(analysis, group).comparison().orElseThrow();
  }
}
