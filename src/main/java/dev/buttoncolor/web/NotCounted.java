package dev.buttoncolor.web;

import java.util.List;
import java.util.Map;

/**
 * One kind of what was served and not counted.
 *
 * @param what the kind, for people
 * @param why the reason for leaving it out
 * @param count how many there were
 */
record NotCounted(String what, String why, String count) {

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "head",
          List.of("HEAD requests", "Nobody sees a button in them."),
          "prefetch",
          List.of("Prefetches", "A browser fetched ahead; whether somebody looked is not known."),
          "bot",
          List.of("Declared bots", "They say themselves that they are no people."),
          "preview",
          List.of("Previews", "Somebody chose the group, so chance did not."),
          "fallback",
          List.of("Default color, no group", "The visitor was not in the experiment."),
          "signupWithoutExposure",
          List.of("Signups before any button", "Nobody knows which color would have caused them."),
          "crossover",
          List.of(
              "Visitors seen in another group later", "They stay in the group they saw first."));

  static List<NotCounted> of(Map<String, Long> kinds) {
    return kinds.entrySet().stream()
        .map(
            kind -> {
              List<String> words = WORDS.getOrDefault(kind.getKey(), List.of(kind.getKey(), ""));
              return new NotCounted(words.get(0), words.get(1), Figures.count(kind.getValue()));
            })
        .toList();
  }
}
