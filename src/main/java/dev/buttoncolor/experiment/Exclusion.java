package dev.buttoncolor.experiment;

/** Why something that was served enters no rate. Each kind has a counter of its own. */
public enum Exclusion {
  HEAD("head", "HEAD request"),
  /** A page that a browser fetched ahead, and perhaps never shows. */
  PREFETCH("prefetch", "prefetched page"),
  BOT("bot", "declared bot"),
  CROSS_SITE("crossSite", "request made by another site"),
  PREVIEW("preview", "preview"),
  /** No specs are known, or the evaluation failed: the default values are shown. */
  FALLBACK("fallback", "visitor is in no group"),
  OVERRIDDEN("overridden", "visitor's group was set by hand"),
  NOT_TARGETED("notTargeted", "experiment does not target the visitor"),
  NOT_ALLOCATED("notAllocated", "visitor is outside the experiment's allocation"),
  HELD_OUT("heldOut", "visitor is in a holdout"),
  NOT_STARTED("notStarted", "experiment has not started"),
  ENDED("ended", "experiment has ended"),
  ABANDONED("abandoned", "experiment was abandoned"),
  OTHER_UNIT("otherUnit", "experiment does not assign by user id"),
  /** A group has no color that can be read, so a reader could not tell what is compared. */
  UNREADABLE_COLOR("unreadableColor", "a group of the experiment has no readable color"),
  SIGNUP_WITHOUT_EXPOSURE("signupWithoutExposure", "visitor has not seen the button"),
  /** A visitor who later saw another group's button, and stays in the first group. */
  CROSSOVER("crossover", "visitor saw another group's button before"),
  DROPPED("dropped", "too many events wait to be written"),
  UNRECORDABLE("unrecordable", "event cannot be recorded");

  private final String key;
  private final String reason;

  Exclusion(String key, String reason) {
    this.key = key;
    this.reason = reason;
  }

  /** In JSON, in the metrics and in the store. */
  public String key() {
    return key;
  }

  /** For a person. */
  public String reason() {
    return reason;
  }
}
