package dev.buttoncolor.experiment;

/** A signup was taken but is not known to be on disk, so nobody may be told that it is. */
public final class SignupNotRecordedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what stood in the way, in words for a person
   */
  public SignupNotRecordedException(String message) {
    super(message);
  }
}
