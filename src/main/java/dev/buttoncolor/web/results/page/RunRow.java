package dev.buttoncolor.web.results.page;

import dev.buttoncolor.web.results.document.PublishedRun;
import java.util.Locale;

/**
 * A run in the words of the results page.
 *
 * @param number 1, 2, ...
 * @param state such as {@code Not started}
 * @param meaning what the state means for visitors and for the results
 */
record RunRow(int number, String state, String meaning) {

  static RunRow of(PublishedRun run) {
    String words = run.state().replace('_', ' ');
    return new RunRow(
        run.run(), words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT), meaning(run));
  }

  private static String meaning(PublishedRun run) {
    return switch (run.state()) {
      case "NOT_STARTED" -> "No visitor is counted before the start.";
      case "RUNNING" -> "Since " + Figures.time(run.startedAt()) + ".";
      case "ENDED" ->
          Figures.time(run.endedAt())
              + ": "
              + (run.shippedGroup() == null
                  ? "one group was chosen."
                  : "every visitor now gets " + run.shippedGroup() + ".")
              + " These results stay as they are.";
      case "ABANDONED" ->
          Figures.time(run.endedAt())
              + ": given up without a decision. These results stay as they are.";
      default ->
          "The specs do not have this experiment now, so no visitor is counted."
              + " These are the results so far.";
    };
  }
}
