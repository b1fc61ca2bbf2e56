package dev.buttoncolor.cli;

import dev.buttoncolor.config.Settings;
import dev.buttoncolor.store.database.StoreException;
import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code export}: one row for each exposed visitor, on standard output. */
@Command(
    name = "export",
    description = {
      "Writes one row for each exposed visitor to standard output, also while the program serves.",
      "Its store, experiment and mode are those of serve with the same settings."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:every row is written",
      " 1:the store cannot be used, or the output was closed",
      " 2:a setting or an option is wrong"
    })
final class ExportCommand implements Callable<Integer> {

  /** How many rows are written between two checks whether the output is still open. */
  private static final int ROWS_UNCHECKED = 1_000;

  private final Supplier<Settings> settings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = {"${COMPLETION-CANDIDATES}.", "Default: ${DEFAULT-VALUE}"})
  private ExportFormat format;

  @Option(
      names = "--run",
      paramLabel = "N",
      description = {"Which run of the experiment, from 1.", "Default: the current one"})
  private Integer run;

  ExportCommand(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return ChosenStore.use(settings, spec.commandLine().getErr(), this::write);
  }

  private int write(ChosenStore store) throws StoreException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(format.header());
    long[] written = {0};
    try {
      store
          .archive()
          .read(
              store.mode(),
              store.experiment(),
              run == null ? OptionalInt.empty() : OptionalInt.of(run),
              visitor -> {
                out.print(format.row(visitor));
                if (++written[0] % ROWS_UNCHECKED == 0 && out.checkError()) {
                  throw new OutputClosedException();
                }
              });
    } catch (OutputClosedException e) {
      return ExitCode.SOFTWARE;
    }
    return out.checkError() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** The reader of the output has stopped, as {@code head} does. */
  private static final class OutputClosedException extends RuntimeException {}
}
