package dev.buttoncolor.cli;

import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code forget}: erases one visitor from the store. */
@Command(
    name = "forget",
    description = {
      "Erases one visitor's rows from the store, in every run; the counts stay.",
      "What Statsig was told of the visitor is erased there."
    })
final class ForgetCommand extends ConfirmedCommand {

  @Option(
      names = "--visitor",
      paramLabel = "ID",
      required = true,
      description = "The visitor's id, as the pages and the export show it.")
  private String visitor;

  @Override
  int on(StoreAdmin store, Settings settings) throws StoreException {
    require(VisitorId.isValid(visitor), "--visitor must be 1 to 64 letters, digits, _ or -.");
    if (!isConfirmed("All that is known of visitor %s will be erased.".formatted(visitor))) {
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
