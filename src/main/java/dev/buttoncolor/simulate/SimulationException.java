package dev.buttoncolor.simulate;

/** The site cannot be used, so a simulation does not begin or come to its end; says what to do. */
public final class SimulationException extends Exception {

  public SimulationException(String message, Object... parts) {
    super(message.formatted(parts));
  }
}
