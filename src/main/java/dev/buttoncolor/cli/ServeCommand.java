package dev.buttoncolor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command {@code serve}, where it comes with options such as {@code --help}. */
@Command(
    name = ServeCommand.NAME,
    description = {
      "Serves the experiment until it is stopped. This is the default command.",
      "Settings come from the environment, then from a file .env in the working folder;"
          + " .env.example lists them."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {" 1:the program could not start", " 2:a setting is wrong"})
public final class ServeCommand implements Callable<Integer> {
  public static final String NAME = "serve";

  private final Program program;

  ServeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() {
    return Serve.untilStopped(program);
  }
}
