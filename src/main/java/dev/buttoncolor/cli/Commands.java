package dev.buttoncolor.cli;

import dev.buttoncolor.config.EnvExample;
import dev.buttoncolor.config.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The program's command line: its commands, and what {@code --help} and {@code --version} say. */
@Command(
    name = "button-color-experiment",
    description = "An A/B test of a button's color. Without a command, it serves the experiment.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:it is done, and all is well",
      " 1:it is not, and standard error says why",
      " 2:a setting or an option is wrong, and nothing was done"
    },
    usageHelpAutoWidth = true)
public final class Commands {

  private Commands() {}

  /**
   * The parser of the command line.
   *
   * @param program what {@code serve} starts
   */
  public static CommandLine of(ServeCommand.Program program) {
    Reader answers = new InputStreamReader(System.in, Charset.defaultCharset());
    CommandLine serve = new CommandLine(new ServeCommand(program));
    String settings = "%nSettings:%n%n" + EnvExample.help().replace("%", "%%");
    serve.getCommandSpec().usageMessage().footer(settings.lines().toArray(String[]::new));
    return new CommandLine(new Commands())
        .addSubcommand(serve)
        .addSubcommand(new PlanCommand())
        .addSubcommand(new PeekCommand())
        .addSubcommand(new SimulateCommand())
        .addSubcommand(new ExportCommand(Settings::load, new FileOutputStream(FileDescriptor.out)))
        .addSubcommand(new BackupCommand(Settings::load))
        .addSubcommand(new ForgetCommand(Settings::load, answers))
        .addSubcommand(new ShipCommand(Settings::load, answers))
        .addSubcommand(new ResetCommand(Settings::load, answers))
        .addSubcommand(new OutboxCommand(Settings::load))
        .addSubcommand(new HealthcheckCommand())
        .setParameterExceptionHandler(Commands::refuse);
  }

  /** Prints one sentence; picocli's default adds the whole help. */
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
