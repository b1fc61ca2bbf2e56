package dev.buttoncolor.cli;

import dev.buttoncolor.config.Settings;

/** Starts the program that the command line serves; what it returns stops it. */
@FunctionalInterface
public interface Program {

  /**
   * Starts the program.
   *
   * @throws StartException if it cannot start, with a sentence that says why
   */
  AutoCloseable start(Settings settings) throws StartException;
}
