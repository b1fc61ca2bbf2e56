package dev.buttoncolor.analysis.verdict;

import static dev.buttoncolor.analysis.verdict.Wording.list;
import static dev.buttoncolor.analysis.verdict.Wording.number;
import static dev.buttoncolor.analysis.verdict.Wording.percent;
import static dev.buttoncolor.analysis.verdict.Wording.points;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.GroupCounts;
import dev.buttoncolor.analysis.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the comparisons say, in sentences. */
final class Findings {

  private final Design design;
  private final GroupCounts counts;
  private final List<Comparison> comparisons;
  private final Winners winners;
  private final Optional<Interval> open;

  Findings(
      Design design,
      GroupCounts counts,
      List<Comparison> comparisons,
      Winners winners,
      Optional<Interval> open) {
    this.design = design;
    this.counts = counts;
    this.comparisons = comparisons;
    this.winners = winners;
    this.open = open;
  }

  /** The headline where there are winners: which to ship, or which are not told apart yet. */
  String winners() {
    List<String> all = with(Standing.BEATS);
    Optional<String> best = winners.best();
    if (best.isPresent()) {
      List<String> beaten = new ArrayList<>(List.of(design.control()));
      all.stream().filter(group -> !group.equals(best.get())).forEach(beaten::add);
      return best.get() + " beats " + list(beaten);
    }
    List<String> leaders = all.stream().filter(winners.leaders()::contains).toList();
    String beat = list(all) + " beat " + design.control();
    return leaders.equals(all)
        ? beat + ", and are not told apart yet"
        : beat + "; " + list(leaders) + " are not told apart yet";
  }

  /** The headline where there are losers and no winner. */
  String losers() {
    return verb(with(Standing.LOSES), "loses to", "lose to") + design.control();
  }

  /** All the rest. */
  String detail() {
    List<String> sentences = new ArrayList<>();
    rates(Standing.BEATS, "beats", "beat", sentences);
    rates(Standing.LOSES, "loses to", "lose to", sentences);
    if (winners.groups().size() > 1) {
      sentences.add(
          "Which winner is best is tested apart from the rest, with a 5% chance of error of its"
              + " own.");
    }
    List<String> faded = with(Standing.FADED);
    if (!faded.isEmpty()) {
      sentences.add(
          verb(faded, "was clearly different once, and is", "were clearly different once, and are")
              + "not now: chance, or something changed during the run.");
    }
    List<String> contradicted = with(Standing.CONTRADICTED);
    if (!contradicted.isEmpty()) {
      sentences.add(
          verb(contradicted, "was", "were")
              + "clearly better at one time and clearly worse at another: something changed during"
              + " the run.");
    }
    addOpen(sentences);
    return String.join(" ", sentences);
  }

  private void addOpen(List<String> sentences) {
    List<String> undecided = with(Standing.OPEN);
    if (!undecided.isEmpty()) {
      Interval left = open.orElseThrow();
      sentences.add(
          "%snot decided: differences to %s above %s and below %s points are excluded%s."
              .formatted(
                  verb(undecided, "is", "are"),
                  design.control(),
                  points(left.high()),
                  points(left.low()),
                  progress()));
    }
    List<String> early = with(Standing.TOO_EARLY);
    if (!early.isEmpty()) {
      sentences.add("It is too early to say anything of " + list(early) + ".");
    }
  }

  /** How far the open comparison is that has seen least. */
  private String progress() {
    long seen =
        comparisons.stream()
            .filter(comparison -> comparison.standing() == Standing.OPEN)
            .mapToLong(Comparison::visitors)
            .min()
            .orElseThrow();
    return seen < design.plannedVisitors()
        ? ", after %s of %s planned visitors"
            .formatted(number(seen), number(design.plannedVisitors()))
        : ", after all %s planned visitors".formatted(number(design.plannedVisitors()));
  }

  private void rates(Standing standing, String one, String many, List<String> sentences) {
    List<String> groups = with(standing);
    if (!groups.isEmpty()) {
      sentences.add(
          "%s%s: %s against %s signed up."
              .formatted(
                  verb(groups, one, many),
                  design.control(),
                  list(groups.stream().map(group -> percent(counts.of(group).rate())).toList()),
                  percent(counts.of(design.control()).rate())));
    }
  }

  private static String verb(List<String> groups, String one, String many) {
    return list(groups) + " " + (groups.size() == 1 ? one : many) + " ";
  }

  /** The groups of that standing, the highest rate first. */
  private List<String> with(Standing standing) {
    return comparisons.stream()
        .filter(comparison -> comparison.standing() == standing)
        .map(Comparison::group)
        .sorted(
            Comparator.comparingDouble((String group) -> counts.of(group).rate().orElse(0))
                .reversed())
        .toList();
  }
}
