package dev.buttoncolor.experiment;

/** Why something that was served enters no rate. Each kind has a counter of its own. */
public enum Exclusion {
  /** A HEAD request: no button is seen in its headers. */
  HEAD("head", "HEAD request"),
  /** A page that a browser fetched ahead, and perhaps never shows. */
  PREFETCH("prefetch", "prefetched page"),
  /** A client that declares itself a bot. */
  BOT("bot", "declared bot"),
  /** A request that another site made the visitor's browser send. */
  CROSS_SITE("crossSite", "request made by another site"),
  /** A look at one group's page on purpose. */
  PREVIEW("preview", "preview"),
  /** No specs are known, or the evaluation failed: the default values are shown. */
  FALLBACK("fallback", "visitor is in no group"),
  /** A test user whom the console put into a group by hand. */
  OVERRIDDEN("overridden", "visitor's group was set by hand"),
  /** The experiment's targeting leaves the visitor out. */
  NOT_TARGETED("notTargeted", "experiment does not target the visitor"),
  /** The experiment takes a part of all visitors, and this one is outside it. */
  NOT_ALLOCATED("notAllocated", "visitor is outside the experiment's allocation"),
  /** A holdout keeps the visitor out of experiments. */
  HELD_OUT("heldOut", "visitor is in a holdout"),
  /** The experiment has not started. */
  NOT_STARTED("notStarted", "experiment has not started"),
  /** The experiment has ended: a group was shipped. */
  ENDED("ended", "experiment has ended"),
  /** The experiment was abandoned. */
  ABANDONED("abandoned", "experiment was abandoned"),
  /** The experiment assigns by another unit than the user id, the only one that visitors have. */
  OTHER_UNIT("otherUnit", "experiment does not assign by user id"),
  /** A group has no color that can be read, so nobody could tell what is compared. */
  UNREADABLE_COLOR("unreadableColor", "a group of the experiment has no readable color"),
  /** A signup of a visitor who had not seen the button. */
  SIGNUP_WITHOUT_EXPOSURE("signupWithoutExposure", "visitor has not seen the button"),
  /** A visitor who later saw another group's button, and stays in the first group. */
  CROSSOVER("crossover", "visitor saw another group's button before"),
  /** An exposure that was dropped because too many events wait to be written. */
  DROPPED("dropped", "too many events wait to be written"),
  /** An event that the store refuses for good. */
  UNRECORDABLE("unrecordable", "event cannot be recorded");

  private final String key;
  private final String reason;

  Exclusion(String key, String reason) {
    this.key = key;
    this.reason = reason;
  }

  /** The name in JSON, in the metrics and in the store. */
  public String key() {
    return key;
  }

  /** The reason in a few words, for a person. */
  public String reason() {
    return reason;
  }
}
