package dev.buttoncolor;

import dev.buttoncolor.cli.Commands;
import dev.buttoncolor.cli.HealthcheckCommand;
import dev.buttoncolor.cli.ServeCommand;
import java.util.List;

/**
 * Where the program begins. What people and containers start most, {@code serve} and {@code
 * healthcheck}, goes straight on its way; only a command line with something to parse loads the
 * parser.
 */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the process with its exit code: 0 if all went well, 1 if not, 2 for
   * wrong settings or options.
   */
  public static void main(String[] args) {
    int exitCode = run(args);
    // A process that ends well ends by itself; under Maven it is not ours to end.
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(String... args) {
    List<String> words = List.of(args);
    if (words.isEmpty() || words.equals(List.of(ServeCommand.NAME))) {
      return ServeCommand.untilStopped(App::start);
    }
    if (words.equals(List.of(HealthcheckCommand.NAME))) {
      return HealthcheckCommand.run();
    }
    return Commands.of(App::start).execute(args);
  }
}
