package dev.buttoncolor.cli;

import java.io.BufferedReader;
import java.io.IOException;
import picocli.CommandLine.Option;

/** A command on the store that asks before it changes anything. */
abstract class ConfirmedCommand extends StoreCommand {

  @Option(names = "--yes", description = "Does it without asking.")
  private boolean yes;

  /**
   * Asks, unless {@code --yes} is given; if the answer is not yes, says that nothing was changed.
   */
  final boolean isConfirmed(String question) {
    if (yes) {
      return true;
    }
    err().print(question + " Type yes to go on: ");
    err().flush();
    boolean confirmed = "yes".equals(answer());
    if (!confirmed) {
      err().println("Nothing was changed.");
    }
    return confirmed;
  }

  private String answer() {
    try {
      String line = new BufferedReader(program().answers).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "";
    }
  }
}
