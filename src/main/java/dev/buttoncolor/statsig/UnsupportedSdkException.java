package dev.buttoncolor.statsig;

/** The Statsig SDK on the class path is not one whose events can be taken in this process. */
public final class UnsupportedSdkException extends Exception {
  private static final long serialVersionUID = 1;

  UnsupportedSdkException(String missing, Throwable cause) {
    super(
        "The Statsig SDK on the class path has no %s; this program needs com.statsig:serversdk 2.2.2."
            .formatted(missing),
        cause);
  }
}
