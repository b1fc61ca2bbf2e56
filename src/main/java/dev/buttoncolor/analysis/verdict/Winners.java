package dev.buttoncolor.analysis.verdict;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Pair;
import dev.buttoncolor.analysis.RunningMinima;
import java.util.List;
import java.util.Optional;

/**
 * Which of several treatments that beat control is best: each pair of them by the same test, with
 * Holm's adjustment over these pairs. A family of its own, with its own 5 %.
 *
 * @param groups the treatments that beat control, in the design's order
 * @param comparisons each pair of them
 */
public record Winners(List<String> groups, List<Comparison> comparisons) {

  public Winners {
    groups = List.copyOf(groups);
    comparisons = List.copyOf(comparisons);
  }

  static Winners of(List<String> groups, Design design, GroupCounts counts, RunningMinima minima) {
    List<Pair> pairs = Pair.among(design, groups);
    Family family = new Family(pairs, design, counts, minima);
    double level = Design.ALPHA / Math.max(1, pairs.size());
    return new Winners(
        groups,
        pairs.stream()
            .map(pair -> Comparison.of(pair, family, level, counts, design.plannedVisitors()))
            .toList());
  }

  /** The one that beats every other; the only one, where there is one. */
  public Optional<String> best() {
    return groups.stream()
        .filter(
            group -> groups.stream().allMatch(other -> other.equals(group) || beats(group, other)))
        .findFirst();
  }

  /** Those that no other one beats: the best is among them. */
  public List<String> leaders() {
    return groups.stream()
        .filter(group -> groups.stream().noneMatch(other -> beats(other, group)))
        .toList();
  }

  private boolean beats(String winner, String loser) {
    return comparisons.stream()
        .anyMatch(
            comparison ->
                switch (comparison.standing()) {
                  case BEATS ->
                      comparison.group().equals(winner) && comparison.other().equals(loser);
                  case LOSES ->
                      comparison.group().equals(loser) && comparison.other().equals(winner);
                  default -> false;
                });
  }
}
