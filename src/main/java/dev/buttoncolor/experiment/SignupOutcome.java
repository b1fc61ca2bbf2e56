package dev.buttoncolor.experiment;

/** What became of a signup. */
public enum SignupOutcome {
  /** It is recorded, and a conversion: the visitor was exposed before. */
  CONVERSION,

  /** It is recorded and no conversion: the visitor has not been exposed. */
  WITHOUT_EXPOSURE,

  /** The experiment is not running, so it enters no result. */
  NOT_RUNNING,

  /** It is not known to be on disk, so it must not be confirmed. */
  NOT_RECORDED
}
