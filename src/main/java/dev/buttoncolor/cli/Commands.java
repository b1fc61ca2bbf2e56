package dev.buttoncolor.cli;

import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.Setting;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.StoreException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The program's command line: its commands, what they use, and how they end. */
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
    usageHelpAutoWidth = true,
    showDefaultValues = true,
    subcommands = {
      ServeCommand.class,
      PlanCommand.class,
      PeekCommand.class,
      SimulateCommand.class,
      ExportCommand.class,
      HealthcheckCommand.class
    })
public final class Commands extends StoreCommands {

  final ServeCommand.Program program;
  final OutputStream out;

  /**
   * @param out standard output itself: {@code System.out} swallows failures, and encodes as the
   *     locale asks
   */
  Commands(
      ServeCommand.Program program, Supplier<Settings> settings, Reader answers, OutputStream out) {
    super(settings, answers);
    this.program = program;
    this.out = out;
  }

  public static CommandLine of(ServeCommand.Program program) {
    return new Commands(
            program,
            Settings::load,
            new InputStreamReader(System.in, Charset.defaultCharset()),
            new FileOutputStream(FileDescriptor.out))
        .commandLine();
  }

  CommandLine commandLine() {
    CommandLine line = endingInWords(new CommandLine(this));
    line.registerConverter(VisitorId.class, Commands::visitor);
    String settings = "%nSettings:%n%n" + Setting.help().replace("%", "%%");
    line.getSubcommands()
        .get(ServeCommand.NAME)
        .getCommandSpec()
        .usageMessage()
        .footer(settings.lines().toArray(String[]::new));
    return line;
  }

  private static VisitorId visitor(String id) {
    if (!VisitorId.isValid(id)) {
      throw new TypeConversionException("it is 1 to 64 letters, digits, _ or -");
    }
    return new VisitorId(id);
  }

  /** Makes a command that fails end with one sentence and an exit code, not the whole help. */
  static CommandLine endingInWords(CommandLine line) {
    return line.setParameterExceptionHandler(
            (e, args) -> {
              CommandLine command = e.getCommandLine();
              String name = command.getCommandSpec().qualifiedName();
              command.getErr().printf("%s%nSee %s --help.%n", e.getMessage(), name);
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(Commands::end);
  }

  private static int end(Exception e, CommandLine command, ParseResult parsed) throws Exception {
    boolean isSetting = e instanceof InvalidSettingException;
    if (!isSetting && !(e instanceof StoreException) && !(e instanceof IOException)) {
      throw e;
    }
    command.getErr().println(e.getMessage());
    return isSetting ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

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
