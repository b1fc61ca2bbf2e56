package dev.buttoncolor.web.results.page;

import dev.buttoncolor.web.results.document.PublishedChange;
import java.util.Locale;

/**
 * A change during the run, in the words of the results page.
 *
 * @param at ISO-8601 in UTC
 * @param sentence what went from what to what
 */
record ChangeRow(String at, String sentence) {

  static ChangeRow of(PublishedChange change) {
    String subject =
        change.group() == null
            ? "The " + change.what()
            : "The " + change.what() + " of " + change.group();
    return new ChangeRow(
        change.at(),
        "%s went from %s to %s."
            .formatted(
                subject,
                value(change.what(), change.before()),
                value(change.what(), change.after())));
  }

  private static String value(String what, String value) {
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
