package dev.buttoncolor.simulate;

/** A simulation that does not begin, or does not come to its end; the message says what to do. */
public final class SimulationException extends Exception {

  private final boolean refused;

  private SimulationException(boolean refused, String message, Throwable cause) {
    super(message, cause);
    this.refused = refused;
  }

  /** What was asked for is not allowed; no visitor was sent. */
  public static SimulationException refused(String message) {
    return new SimulationException(true, message, null);
  }

  /** The site cannot be used. */
  public static SimulationException failed(String message) {
    return new SimulationException(false, message, null);
  }

  static SimulationException failed(String message, Throwable cause) {
    return new SimulationException(false, message, cause);
  }

  /** Whether the options are to blame, and not the site. */
  public boolean isRefused() {
    return refused;
  }
}
