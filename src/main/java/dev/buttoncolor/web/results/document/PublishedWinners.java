package dev.buttoncolor.web.results.document;

import dev.buttoncolor.analysis.verdict.Comparison;
import dev.buttoncolor.analysis.verdict.Winners;
import java.util.List;

/**
 * The treatments that beat control in the JSON document.
 *
 * @param groups the treatments, in the design's order
 * @param best the one that beats every other; null where there is none yet
 * @param comparisons each pair of them
 */
public record PublishedWinners(List<String> groups, String best, List<Pair> comparisons) {

  public record Pair(String group, PublishedComparison comparison) {

    private static Pair of(Comparison comparison) {
      return new Pair(comparison.group(), PublishedComparison.of(comparison));
    }
  }

  static PublishedWinners of(Winners winners) {
    return new PublishedWinners(
        winners.groups(),
        winners.best().orElse(null),
        winners.comparisons().stream().map(Pair::of).toList());
  }
}
