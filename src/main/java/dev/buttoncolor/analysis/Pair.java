package dev.buttoncolor.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Two groups of a design that are compared, and the names of their running minima.
 *
 * @param group the treatment, or the later of two treatments
 * @param other what it is compared with: control, or the earlier of two treatments
 * @param above the minimum over looks at which {@code group} has the higher rate
 * @param below the minimum over looks at which {@code other} has it
 */
record Pair(String group, String other, RunningMinima.Key above, RunningMinima.Key below) {

  static Pair of(Design design, String group, String other) {
    return of(design.key(), group, other);
  }

  private static Pair of(String design, String group, String other) {
    return new Pair(
        group,
        other,
        RunningMinima.Key.above(design, group, other),
        RunningMinima.Key.above(design, other, group));
  }

  /** Each treatment against control. */
  static List<Pair> againstControl(Design design) {
    return design.treatments().stream().map(group -> of(design, group, design.control())).toList();
  }

  /** Some treatments against each other. */
  static List<Pair> among(Design design, List<String> treatments) {
    String key = design.key();
    List<Pair> pairs = new ArrayList<>();
    for (int later = 1; later < treatments.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        pairs.add(of(key, treatments.get(later), treatments.get(earlier)));
      }
    }
    return pairs;
  }

  /** All groups against each other. */
  static List<Pair> all(Design design) {
    List<Pair> pairs = new ArrayList<>(againstControl(design));
    pairs.addAll(among(design, design.treatments()));
    return pairs;
  }
}
