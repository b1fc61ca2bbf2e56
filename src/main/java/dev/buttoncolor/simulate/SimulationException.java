package dev.buttoncolor.simulate;

/** A simulation that does not begin, or does not come to its end; the message says what to do. */
public final class SimulationException extends Exception {

  private final boolean refused;

  private SimulationException(String message, boolean refused) {
    super(message);
    this.refused = refused;
  }

  /** What was asked for is not allowed; no visitor was sent. */
  public static SimulationException refused(String message, Object... parts) {
    return new SimulationException(message.formatted(parts), true);
  }

  /** The site cannot be used. */
  public static SimulationException failed(String message, Object... parts) {
    return new SimulationException(message.formatted(parts), false);
  }

  /** Whether the options are to blame, and not the site. */
  public boolean isRefused() {
    return refused;
  }
}
