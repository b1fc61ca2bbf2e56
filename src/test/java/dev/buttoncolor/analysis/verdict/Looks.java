package dev.buttoncolor.analysis.verdict;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Designs;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.RunningMinima;

/** Results of looks at whole runs, and their parts. */
final class Looks {

  private Looks() {}

  /** The results of a first look. */
  static Results look(Design design, GroupCounts counts) {
    return look(design, counts, RunningMinima.NONE);
  }

  /** The results of a look after others. */
  static Results look(Design design, GroupCounts counts, RunningMinima before) {
    return Results.of(design, counts, Designs.whole(design, counts), before);
  }

  static GroupResult group(Results results, String group) {
    return results.groups().stream()
        .filter(result -> result.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  static Comparison comparison(Results results, String group) {
    return group(results, group).comparison().orElseThrow();
  }
}
