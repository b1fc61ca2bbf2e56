package dev.buttoncolor.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import picocli.CommandLine.Option;

/** The option {@code --yes}, and the question that is asked without it. */
final class Confirmation {

  private final Reader answers;

  @Option(names = "--yes", description = "Does it without asking.")
  private boolean yes;

  /**
   * @param answers where the answer is read from
   */
  Confirmation(Reader answers) {
    this.answers = answers;
  }

  /**
   * Asks, unless {@code --yes} is given; if the answer is not yes, says that nothing was changed.
   */
  boolean isGiven(String question, PrintWriter err) {
    if (yes) {
      return true;
    }
    err.print(question + " Type yes to go on: ");
    err.flush();
    boolean given = "yes".equals(answer());
    if (!given) {
      err.println("Nothing was changed.");
    }
    return given;
  }

  private String answer() {
    try {
      String line = new BufferedReader(answers).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "";
    }
  }
}
