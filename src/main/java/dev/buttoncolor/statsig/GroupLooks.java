package dev.buttoncolor.statsig;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.buttoncolor.experiment.ExperimentNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be said of the looks of the groups that visitors get: a group without a color that can
 * be read looks like the default, so nobody could tell what is compared; groups that look alike on
 * purpose are a test all the same, of another thing.
 */
final class GroupLooks {

  /**
   * A group that visitors get.
   *
   * @param value its parameters
   */
  record Look(String group, Map<?, ?> value, Appearance appearance) {}

  private GroupLooks() {}

  /** The first group without a readable color, with what it has instead, as a clause. */
  static Optional<String> unreadable(List<Look> looks, ExperimentNames names) {
    return looks.stream()
        .filter(look -> look.appearance().color().isEmpty())
        .findFirst()
        .map(look -> unreadable(look, names.colorParameter()));
  }

  private static String unreadable(Look look, String parameter) {
    Object color = look.value().get(parameter);
    String others =
        look.value().entrySet().stream()
            .filter(entry -> !parameter.equals(entry.getKey()))
            .map(e -> Appearance.shown(e.getKey()) + ": " + Appearance.shown(e.getValue()))
            .collect(joining(", "));
    return "the group %s has no readable color: its parameter %s %s, beside which it has %s"
        .formatted(
            Appearance.shown(look.group()),
            Appearance.shown(parameter),
            color == null
                ? "is missing"
                : "is " + Appearance.shown(color) + ", which is no opaque CSS color",
            others.isEmpty() ? "nothing" : others);
  }

  /** What groups of the same look are, in sentences; empty if all colors differ. */
  static Optional<String> alike(List<Look> looks) {
    List<String> sentences = new ArrayList<>();
    for (List<Look> same : byLook(looks, Look::appearance)) {
      sentences.add(
          ("%s have the same color and the same text: between them this is an A/A test, and any"
                  + " difference is chance.")
              .formatted(names(same)));
    }
    for (List<Look> same : byLook(looks, look -> look.appearance().color())) {
      if (same.stream().map(Look::appearance).distinct().count() > 1) {
        sentences.add(
            ("%s have the same color and not the same text: between them this is a test of the"
                    + " text.")
                .formatted(names(same)));
      }
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
  }

  private static <K> List<List<Look>> byLook(List<Look> looks, Function<Look, K> key) {
    return looks.stream().collect(groupingBy(key, LinkedHashMap::new, toList())).values().stream()
        .filter(same -> same.size() > 1)
        .toList();
  }

  private static String names(List<Look> looks) {
    List<String> names = looks.stream().map(Look::group).toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
