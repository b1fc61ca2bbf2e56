package dev.buttoncolor;

import dev.buttoncolor.simulate.SimulateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The program's command line: its commands, and what {@code --help} and {@code --version} say. */
@Command(
    name = "button-color-experiment",
    description = "An A/B test of a button's color. Without a command, it serves the experiment.",
    subcommands = {ServeCommand.class, SimulateCommand.class, HealthcheckCommand.class},
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    usageHelpAutoWidth = true)
final class Commands {

  private Commands() {}

  static CommandLine commandLine() {
    return new CommandLine(new Commands()).setParameterExceptionHandler(Commands::refuse);
  }

  /** One sentence, not a page of help around it. */
  private static int refuse(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
    return CommandLine.ExitCode.USAGE;
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {
        "button-color-experiment " + (version == null ? "(not from a jar)" : version)
      };
    }
  }
}
