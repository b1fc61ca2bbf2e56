package dev.buttoncolor.statsig;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a parameter value, which is free text in the console, looks like on the page.
 *
 * @param color empty if the value names no opaque color
 */
record Appearance(Optional<ButtonColor> color, String paragraph) {

  private static final String DEFAULT_PARAGRAPH = "Data Engineering Boot Camp";

  /** What is seen without specs. */
  static final Appearance DEFAULT = new Appearance(Optional.empty(), DEFAULT_PARAGRAPH);

  /** A longer paragraph is cut, so that the page stays small. */
  private static final int MAX_PARAGRAPH = 1_000;

  /**
   * @param odd is told, in a sentence, of each parameter that cannot be used as it is
   */
  static Appearance of(Map<?, ?> value, ExperimentNames names, Consumer<String> odd) {
    Object color = value.get(names.colorParameter());
    Object paragraph = value.get(names.paragraphParameter());
    return new Appearance(
        color == null ? Optional.empty() : color(color, odd),
        paragraph == null ? DEFAULT_PARAGRAPH : paragraph(paragraph, odd));
  }

  private static Optional<ButtonColor> color(Object value, Consumer<String> odd) {
    Optional<ButtonColor> color =
        value instanceof String text ? ButtonColor.parse(text) : Optional.empty();
    if (color.isEmpty()) {
      odd.accept(shown(value) + " is no opaque CSS color; the button is blue instead");
    }
    return color;
  }

  private static String paragraph(Object value, Consumer<String> odd) {
    if (!(value instanceof String text)) {
      odd.accept(shown(value) + " is no text for a paragraph; the default is shown instead");
      return DEFAULT_PARAGRAPH;
    }
    if (text.length() > MAX_PARAGRAPH) {
      odd.accept(
          "A paragraph of %d characters is cut to %d".formatted(text.length(), MAX_PARAGRAPH));
      int end = Character.isHighSurrogate(text.charAt(MAX_PARAGRAPH - 1)) ? 1 : 0;
      return text.substring(0, MAX_PARAGRAPH - end) + "…"; // half a surrogate pair is no character
    }
    return text;
  }

  ButtonColor colorShown() {
    return color.orElse(ButtonColor.DEFAULT);
  }

  /** What a visitor gets who sees this and is in no group. */
  Assignment withoutGroup(String reason, Exclusion why) {
    return new Assignment(
        Optional.empty(), colorShown(), paragraph, reason, Split.NONE, Optional.of(why));
  }

  /**
   * Why a reader could not tell what a group of this value shows, and what its parameters are
   * instead, as a clause. Without a readable color it would look like the default.
   */
  static String unreadable(String group, Map<?, ?> value, String parameter) {
    Object color = value.get(parameter);
    String others =
        value.entrySet().stream()
            .filter(entry -> !parameter.equals(entry.getKey()))
            .map(entry -> shown(entry.getKey()) + ": " + shown(entry.getValue()))
            .collect(joining(", "));
    return "the group %s has no readable color: its parameter %s %s, beside which it has %s"
        .formatted(
            shown(group),
            shown(parameter),
            color == null ? "is missing" : "is " + shown(color) + ", which is no opaque CSS color",
            others.isEmpty() ? "nothing" : others);
  }

  /** What groups of the same color are a test of, in sentences; empty if all colors differ. */
  static Optional<String> alike(Map<String, Appearance> looks) {
    Map<Optional<ButtonColor>, List<String>> byColor =
        looks.keySet().stream()
            .collect(groupingBy(group -> looks.get(group).color(), LinkedHashMap::new, toList()));
    String sentences =
        byColor.values().stream()
            .filter(groups -> groups.size() > 1)
            .map(groups -> alike(groups, groups.stream().map(looks::get).distinct().count() == 1))
            .collect(joining(" "));
    return Optional.of(sentences).filter(some -> !some.isEmpty());
  }

  private static String alike(List<String> groups, boolean haveOneText) {
    int last = groups.size() - 1;
    return "%s and %s have the same color and %s"
        .formatted(
            String.join(", ", groups.subList(0, last)),
            groups.get(last),
            haveOneText
                ? "the same text: between them this is an A/A test, and any difference is chance."
                : "not the same text: between them this is a test of the text.");
  }

  /** Text of the console as a sentence may carry it: quoted, short, and on one line. */
  static String shown(Object value) {
    String text = value.toString();
    String start = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return "\"" + start.replaceAll("\\p{C}", "?") + "\"";
  }
}
