package dev.buttoncolor.cli;

import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.StoreException;
import java.io.Reader;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command {@code forget}: erases one visitor from the store. */
@Command(
    name = "forget",
    description = {
      "Erases one visitor's rows from the store, in every run; the counts stay.",
      "What Statsig was told of the visitor is erased there."
    })
final class ForgetCommand extends StoreCommand {

  @Mixin private final Confirmation confirmation;

  @Option(
      names = "--visitor",
      paramLabel = "ID",
      required = true,
      description = "The visitor's id, as the pages and the export show it.")
  private String visitor;

  ForgetCommand(Supplier<Settings> settings, Reader answers) {
    super(settings);
    confirmation = new Confirmation(answers);
  }

  @Override
  int on(StoreAdmin store, Settings settings) throws StoreException {
    if (!VisitorId.isValid(visitor)) {
      throw new ParameterException(
          spec().commandLine(), "--visitor must be 1 to 64 letters, digits, _ or -.");
    }
    if (!confirmation.isGiven(
        "All that is known of visitor %s will be erased.".formatted(visitor), err())) {
      return ExitCode.SOFTWARE;
    }
    int runs = store.forget(new VisitorId(visitor));
    out()
        .println(
            runs == 0
                ? "The store does not know this visitor."
                : "The visitor was erased from %d %s.".formatted(runs, runs == 1 ? "run" : "runs"));
    return ExitCode.OK;
  }
}
