package dev.buttoncolor.web.results;

import dev.buttoncolor.experiment.Exclusion;

/** A kind of what was served and not counted, in the words of the results page. */
record ExclusionWords(String what, String why) {

  private static final String NOT_DRAWN = "The group was chosen, not drawn by chance.";
  private static final String LEFT_OUT = "Its settings leave them out.";
  private static final String NOT_RUNNING = "The experiment was not running.";

  static ExclusionWords of(Exclusion kind) {
    return switch (kind) {
      case HEAD -> words("HEAD requests", "No button is seen in them.");
      case PREFETCH ->
          words("Prefetches", "A browser fetched ahead; whether the page was seen is not known.");
      case BOT -> words("Declared bots", "They declare that they are no people.");
      case CROSS_SITE ->
          words("Requests made by other sites", "The visitor did not choose to make them.");
      case PREVIEW -> words("Previews", NOT_DRAWN);
      case FALLBACK -> words("Default color, no group", "The visitor was not in the experiment.");
      case OVERRIDDEN -> words("Test users with a group set by hand", NOT_DRAWN);
      case NOT_TARGETED -> words("Visitors outside the targeting", LEFT_OUT);
      case NOT_ALLOCATED -> words("Visitors outside the allocation", LEFT_OUT);
      case HELD_OUT -> words("Visitors in a holdout", LEFT_OUT);
      case NOT_STARTED -> words("Before the start", NOT_RUNNING);
      case ENDED -> words("After the end", NOT_RUNNING);
      case ABANDONED -> words("After the experiment was abandoned", NOT_RUNNING);
      case OTHER_UNIT ->
          words(
              "Experiment by another unit than the user id",
              "Visitors have a user id and no other unit.");
      case UNREADABLE_COLOR ->
          words("A group without a readable color", "What is compared with what cannot be told.");
      case SIGNUP_WITHOUT_EXPOSURE ->
          words("Signups before any button", "Which color would have caused them is not known.");
      case CROSSOVER ->
          words(
              "Visitors seen in another group later",
              "They stay in the group that they saw first.");
      case DROPPED -> words("Exposures dropped", "Too many events waited to be written.");
      case UNRECORDABLE -> words("Events that cannot be recorded", "The store refuses them.");
    };
  }

  private static ExclusionWords words(String what, String why) {
    return new ExclusionWords(what, why);
  }
}
