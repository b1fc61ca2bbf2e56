package dev.buttoncolor.statsig;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be said of the looks of the groups that visitors get: a group without a color that can
 * be read looks like the default, so a reader could not tell what is compared; groups that look
 * alike on purpose are a test all the same, of another thing.
 */
final class GroupLooks {

  private GroupLooks() {}

  /**
   * Why a reader cannot tell what this group shows, and what its parameters are instead, as a
   * clause.
   */
  static String unreadable(String group, Map<?, ?> value, String parameter) {
    Object color = value.get(parameter);
    String others =
        value.entrySet().stream()
            .filter(entry -> !parameter.equals(entry.getKey()))
            .map(e -> Appearance.shown(e.getKey()) + ": " + Appearance.shown(e.getValue()))
            .collect(joining(", "));
    return "the group %s has no readable color: its parameter %s %s, beside which it has %s"
        .formatted(
            Appearance.shown(group),
            Appearance.shown(parameter),
            color == null
                ? "is missing"
                : "is " + Appearance.shown(color) + ", which is no opaque CSS color",
            others.isEmpty() ? "nothing" : others);
  }

  /**
   * What groups of the same look are, in sentences; empty if all colors differ.
   *
   * @param looks by the group's name
   */
  static Optional<String> alike(Map<String, Appearance> looks) {
    List<String> sentences = new ArrayList<>();
    for (List<String> same : byLook(looks, look -> look)) {
      sentences.add(
          ("%s have the same color and the same text: between them this is an A/A test, and any"
                  + " difference is chance.")
              .formatted(listed(same)));
    }
    for (List<String> same : byLook(looks, Appearance::color)) {
      if (same.stream().map(looks::get).distinct().count() > 1) {
        sentences.add(
            ("%s have the same color and not the same text: between them this is a test of the"
                    + " text.")
                .formatted(listed(same)));
      }
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
  }

  private static <K> Collection<List<String>> byLook(
      Map<String, Appearance> looks, Function<Appearance, K> key) {
    Map<K, List<String>> groups =
        looks.keySet().stream()
            .collect(
                groupingBy(group -> key.apply(looks.get(group)), LinkedHashMap::new, toList()));
    groups.values().removeIf(same -> same.size() == 1);
    return groups.values();
  }

  private static String listed(List<String> groups) {
    int last = groups.size() - 1;
    return String.join(", ", groups.subList(0, last)) + " and " + groups.get(last);
  }
}
