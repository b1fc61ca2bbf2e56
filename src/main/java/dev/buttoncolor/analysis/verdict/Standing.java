package dev.buttoncolor.analysis.verdict;

import dev.buttoncolor.analysis.MinimumSample;

/** What may be concluded of a pair, provided that the sample ratio test raises no alarm. */
public enum Standing {
  /** One of the two groups lacks the {@linkplain MinimumSample minimum sample}. */
  TOO_EARLY,
  /** No difference is clear yet. */
  OPEN,
  /** The group's rate is above the other's. */
  BEATS,
  /** The group's rate is below the other's. */
  LOSES,
  /**
   * It was clear, and is not now: the present look holds no evidence or points the other way. That
   * is chance, or something other than the group changed during the run, and no decision.
   */
  FADED,
  /** It was clearly above and clearly below: something changed during the run. No decision. */
  CONTRADICTED;

  public boolean isDecision() {
    return this == BEATS || this == LOSES;
  }
}
