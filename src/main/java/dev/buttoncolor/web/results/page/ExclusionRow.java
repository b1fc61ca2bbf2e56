package dev.buttoncolor.web.results.page;

import dev.buttoncolor.experiment.Exclusion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One kind of what was served and not counted, in the words of the results page.
 *
 * @param what the kind
 * @param why the reason for leaving it out
 * @param count how many there were
 */
record ExclusionRow(String what, String why, String count) {

  /**
   * The kinds that happened, the most frequent first.
   *
   * @param counts by {@link Exclusion#key()}
   */
  static List<ExclusionRow> of(Map<String, Long> counts) {
    return Arrays.stream(Exclusion.values())
        .filter(kind -> times(counts, kind) > 0)
        .sorted(Comparator.comparingLong(kind -> -times(counts, kind)))
        .map(kind -> new ExclusionRow(what(kind), why(kind), Figures.count(times(counts, kind))))
        .toList();
  }

  /** The kinds that did not happen, as one list; nothing where all of them did. */
  static String others(Map<String, Long> counts) {
    return Arrays.stream(Exclusion.values())
        .filter(kind -> times(counts, kind) == 0)
        .map(ExclusionRow::what)
        .collect(Collectors.joining("; "));
  }

  private static long times(Map<String, Long> counts, Exclusion kind) {
    return counts.getOrDefault(kind.key(), 0L);
  }

  private static String what(Exclusion kind) {
    return switch (kind) {
      case HEAD -> "HEAD requests";
      case PREFETCH -> "Prefetches";
      case BOT -> "Declared bots";
      case CROSS_SITE -> "Requests made by other sites";
      case PREVIEW -> "Previews";
      case FALLBACK -> "Default color, no group";
      case OVERRIDDEN -> "Test users with a group set by hand";
      case NOT_TARGETED -> "Visitors outside the targeting";
      case NOT_ALLOCATED -> "Visitors outside the allocation";
      case HELD_OUT -> "Visitors in a holdout";
      case NOT_STARTED -> "Before the start";
      case ENDED -> "After the end";
      case ABANDONED -> "After the experiment was abandoned";
      case OTHER_UNIT -> "Experiment by another unit than the user id";
      case SIGNUP_WITHOUT_EXPOSURE -> "Signups before any button";
      case CROSSOVER -> "Visitors seen in another group later";
      case DROPPED -> "Exposures dropped";
      case UNRECORDABLE -> "Events that cannot be recorded";
    };
  }

  private static String why(Exclusion kind) {
    return switch (kind) {
      case HEAD -> "No button is seen in them.";
      case PREFETCH -> "A browser fetched ahead; whether the page was seen is not known.";
      case BOT -> "They declare that they are no people.";
      case CROSS_SITE -> "The visitor did not choose to make them.";
      case PREVIEW -> "The group was chosen, not drawn by chance.";
      case FALLBACK -> "The visitor was not in the experiment.";
      case OVERRIDDEN -> "The group was chosen, not drawn by chance.";
      case NOT_TARGETED, NOT_ALLOCATED, HELD_OUT -> "Its settings leave them out.";
      case NOT_STARTED, ENDED, ABANDONED -> "The experiment was not running.";
      case OTHER_UNIT -> "Visitors have a user id and no other unit.";
      case SIGNUP_WITHOUT_EXPOSURE -> "Which color would have caused them is not known.";
      case CROSSOVER -> "They stay in the group that they saw first.";
      case DROPPED -> "Too many events waited to be written.";
      case UNRECORDABLE -> "The store refuses them.";
    };
  }
}
