package dev.buttoncolor.web.results;

import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.Change.Kind;
import java.util.Locale;

/**
 * Something that changed during a run, in the JSON document.
 *
 * @param at when it was first seen
 * @param what what changed, such as {@code share}
 * @param group the group that it concerns; null where it concerns none
 * @param before the value until then; null where there was none
 * @param after the value since; null where there is none
 */
public record PublishedChange(String at, String what, String group, String before, String after) {

  static PublishedChange of(Change change) {
    return new PublishedChange(
        change.at().toString(),
        change.what().key(),
        change.group().orElse(null),
        value(change, change.before()),
        value(change, change.after()));
  }

  private static String value(Change change, String value) {
    return value.isEmpty() && change.what() != Kind.PARAGRAPH ? null : value;
  }

  /** The change as a sentence. */
  String sentence() {
    String subject = group == null ? "The " + what : "The " + what + " of " + group;
    return "%s went from %s to %s.".formatted(subject, figure(before), figure(after));
  }

  private String figure(String value) {
    if (value == null) {
      return "nothing";
    }
    return switch (what) {
      case "share" -> Figures.percent(Double.valueOf(value));
      case "planned visitors" -> Figures.count(Long.parseLong(value));
      case "paragraph" -> "“" + value + "”";
      case "state" -> value.toLowerCase(Locale.ROOT).replace('_', ' ');
      default -> value;
    };
  }
}
