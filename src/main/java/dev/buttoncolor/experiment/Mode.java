package dev.buttoncolor.experiment;

import java.util.Locale;

/** Where the groups come from. What was counted in one mode never enters the other's results. */
public enum Mode {
  /** From a spec document of our own; no event is sent to Statsig. */
  EMBEDDED,
  /** From a Statsig project, which gets every event too. */
  LIVE;

  /** In JSON, on the page and in the store. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
