package dev.buttoncolor.experiment;

/** What became of a signup. */
public enum SignupOutcome {
  /** It is written down, and a conversion: the visitor was exposed before. */
  CONVERSION,

  /** It is written down apart: the visitor has not been exposed. */
  WITHOUT_EXPOSURE,

  /** It is not known to be on disk, so nobody may be told that it is. */
  NOT_RECORDED
}
