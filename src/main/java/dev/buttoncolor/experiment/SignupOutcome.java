package dev.buttoncolor.experiment;

/** What became of a signup. */
public enum SignupOutcome {
  /** It is recorded, and a conversion: the visitor was exposed before. */
  CONVERSION,
  /** It is recorded and no conversion: the visitor has not been exposed. */
  WITHOUT_EXPOSURE,
  /** The experiment is not running, so it enters no result. */
  NOT_RUNNING,
  /** It is not on disk yet and will be, so it must not be confirmed, and need not be repeated. */
  NOT_RECORDED,
  /** There is no place for it, or the store cannot hold it: it is gone. */
  NOT_TAKEN
}
