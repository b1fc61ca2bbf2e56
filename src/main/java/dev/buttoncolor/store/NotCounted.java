package dev.buttoncolor.store;

/** Why something that was served enters no rate. Each has a counter of its own. */
public enum NotCounted {
  /** A HEAD request: nobody looks at the headers of a button. */
  HEAD("head", "HEAD request"),
  /** A page fetched ahead, which perhaps nobody will see. */
  PREFETCH("prefetch", "prefetched page"),
  /** A declared bot. */
  BOT("bot", "declared bot"),
  /** Somebody looking at one group's page on purpose. */
  PREVIEW("preview", "preview"),
  /** Nobody was assigned, so the defaults were shown. */
  FALLBACK("fallback", "visitor is in no group"),
  /** A signup of a visitor who had not seen the button. */
  SIGNUP_WITHOUT_EXPOSURE("signupWithoutExposure", "visitor has not seen the button"),
  /** A visitor who later saw another group's button; they stay in their first group. */
  CROSSOVER("crossover", "visitor saw another group's button before");

  private final String key;
  private final String reason;

  NotCounted(String key, String reason) {
    this.key = key;
    this.reason = reason;
  }

  /** The name in {@code /results.json} and in the store. */
  public String key() {
    return key;
  }

  /** The reason in words, for a person. */
  public String reason() {
    return reason;
  }
}
