package dev.buttoncolor.results;

import dev.buttoncolor.analysis.ComparisonFamily;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.Standing;
import java.util.List;
import java.util.Optional;

/**
 * Which of several treatments that beat control is best: each pair of them by the same test, with
 * Holm's adjustment over these pairs. A family of its own, with its own 5 %.
 *
 * @param groups the treatments that beat control, in the design's order
 * @param best the one that beats every other, or the only one; empty if there is none yet
 */
public record Winners(
    List<String> groups, Optional<String> best, List<ComparedWinner> comparisons) {

  /** A winner compared with an earlier one. */
  public record ComparedWinner(String group, Comparison comparison) {

    private boolean says(String winner, String loser) {
      return switch (comparison.standing()) {
        case BEATS -> group.equals(winner) && comparison.against().equals(loser);
        case LOSES -> group.equals(loser) && comparison.against().equals(winner);
        default -> false;
      };
    }
  }

  static Winners of(
      List<GroupResult> compared, Design design, GroupCounts counts, Evidence evidence) {
    List<String> groups =
        compared.stream().filter(it -> it.is(Standing.BEATS)).map(GroupResult::group).toList();
    List<Pair> pairs = Pair.among(groups);
    ComparisonFamily family = new ComparisonFamily(pairs, design, counts, evidence);
    List<ComparedWinner> tested =
        pairs.stream()
            .map(pair -> new ComparedWinner(pair.group(), Comparison.of(pair, family, counts)))
            .toList();
    Optional<String> best =
        groups.stream()
            .filter(
                group ->
                    groups.stream()
                        .allMatch(other -> other.equals(group) || beats(tested, group, other)))
            .findFirst();
    return new Winners(groups, best, tested);
  }

  /** Those that no other one beats: the best is among them. */
  List<String> leaders() {
    return groups.stream()
        .filter(group -> groups.stream().noneMatch(other -> beats(comparisons, other, group)))
        .toList();
  }

  private static boolean beats(List<ComparedWinner> compared, String winner, String loser) {
    return compared.stream().anyMatch(pair -> pair.says(winner, loser));
  }
}
