package dev.buttoncolor.cli;

import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Verdict.State;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.RecordedRun;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code reset}: ends the run under way and begins the next one. */
@Command(
    name = "reset",
    description = {
      "Ends the run under way and begins the next one; the old one can still be read.",
      "Visitors keep their groups and are counted anew; after ship they are dealt anew, too. A"
          + " program that serves follows within a second. A run that has decided is then ended, any"
          + " other is abandoned."
    })
final class ResetCommand extends ConfirmedCommand {

  @Option(
      names = "--new-key",
      description =
          "The visitor key is lost: the next start brings its own. Visitors by address are new"
              + " ones then, and may get another group.")
  private boolean newKey;

  @Override
  int on(StoreAdmin store, Settings settings) throws StoreException {
    String experiment = settings.names().experiment();
    if (!isConfirmed("The run of %s under way will be ended.".formatted(experiment))) {
      return ExitCode.SOFTWARE;
    }
    int run = store.reset(newKey, ResetCommand::isDecided, Instant.now());
    out().println("Run " + run + " has begun.");
    return ExitCode.OK;
  }

  /** Whether the results page would say that the run may end. */
  private static boolean isDecided(RecordedRun run) {
    return Results.of(run.lookedAt(Evidence.NONE), true, List.of(run.run()))
        .filter(results -> results.verdict().state() == State.DECIDED || results.canEnd())
        .isPresent();
  }
}
