package dev.buttoncolor.cli;

import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.VisitorId;
import java.io.Reader;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code forget}: erases one visitor from the store. */
@Command(
    name = "forget",
    description = {
      "Erases one visitor's rows from the store, in every run; the counts stay.",
      "What Statsig was told of the visitor is erased there."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the visitor is not in the store any more",
      " 1:nothing was changed",
      " 2:a setting or an option is wrong"
    })
final class ForgetCommand implements Callable<Integer> {

  private final Supplier<Settings> settings;

  @Spec private CommandSpec spec;
  @Mixin private final Confirmation confirmation;

  @Option(
      names = "--visitor",
      paramLabel = "ID",
      required = true,
      description = "The visitor's id, as the pages and the export show it.")
  private String visitor;

  ForgetCommand(Supplier<Settings> settings, Reader answers) {
    this.settings = settings;
    confirmation = new Confirmation(answers);
  }

  @Override
  public Integer call() {
    if (!VisitorId.isValid(visitor)) {
      throw new ParameterException(
          spec.commandLine(), "--visitor must be 1 to 64 letters, digits, _ or -.");
    }
    return ChosenStore.use(
        settings,
        spec.commandLine().getErr(),
        store -> {
          if (!confirmation.isGiven(
              "All that is known of visitor %s will be erased.".formatted(visitor),
              spec.commandLine().getErr())) {
            return ExitCode.SOFTWARE;
          }
          int runs = store.archive().forget(new VisitorId(visitor));
          spec.commandLine()
              .getOut()
              .println(
                  runs == 0
                      ? "The store does not know this visitor."
                      : "The visitor was erased from %d %s."
                          .formatted(runs, runs == 1 ? "run" : "runs"));
          return ExitCode.OK;
        });
  }
}
