package dev.buttoncolor.web;

import dev.buttoncolor.store.NotCounted;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One kind of what was served and not counted, in the words of the results page.
 *
 * @param what the kind
 * @param why the reason for leaving it out
 * @param count how many there were
 */
record LeftOut(String what, String why, String count) {

  /**
   * Every kind, those that never happened too.
   *
   * @param counts by {@link NotCounted#key()}
   */
  static List<LeftOut> of(Map<String, Long> counts) {
    return Arrays.stream(NotCounted.values())
        .map(
            kind ->
                new LeftOut(
                    what(kind), why(kind), Figures.count(counts.getOrDefault(kind.key(), 0L))))
        .toList();
  }

  private static String what(NotCounted kind) {
    return switch (kind) {
      case HEAD -> "HEAD requests";
      case PREFETCH -> "Prefetches";
      case BOT -> "Declared bots";
      case PREVIEW -> "Previews";
      case FALLBACK -> "Default color, no group";
      case SIGNUP_WITHOUT_EXPOSURE -> "Signups before any button";
      case CROSSOVER -> "Visitors seen in another group later";
    };
  }

  private static String why(NotCounted kind) {
    return switch (kind) {
      case HEAD -> "Nobody sees a button in them.";
      case PREFETCH -> "A browser fetched ahead; whether somebody looked is not known.";
      case BOT -> "They say themselves that they are no people.";
      case PREVIEW -> "Somebody chose the group, so chance did not.";
      case FALLBACK -> "The visitor was not in the experiment.";
      case SIGNUP_WITHOUT_EXPOSURE -> "Nobody knows which color would have caused them.";
      case CROSSOVER -> "They stay in the group that they saw first.";
    };
  }
}
