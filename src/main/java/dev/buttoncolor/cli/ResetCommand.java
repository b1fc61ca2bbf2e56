package dev.buttoncolor.cli;

import dev.buttoncolor.analysis.RunningMinima;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Verdict.State;
import dev.buttoncolor.store.runs.RecordedRun;
import java.io.Reader;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code reset}: ends the run under way and begins the next one. */
@Command(
    name = "reset",
    description = {
      "Ends the run under way and begins the next one; the old one can still be read.",
      "Visitors keep their groups and are counted anew; after ship they are dealt anew, too. A"
          + " program that serves follows within a second. A run that has decided is then ended, any"
          + " other is abandoned."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {" 0:a new run has begun", " 1:nothing was changed", " 2:a setting is wrong"})
final class ResetCommand implements Callable<Integer> {

  private final Supplier<Settings> settings;

  @Spec private CommandSpec spec;
  @Mixin private final Confirmation confirmation;

  @Option(
      names = "--new-key",
      description =
          "The visitor key is lost: the next start brings its own. Visitors by address are new"
              + " ones then, and may get another group.")
  private boolean newKey;

  ResetCommand(Supplier<Settings> settings, Reader answers) {
    this.settings = settings;
    confirmation = new Confirmation(answers);
  }

  @Override
  public Integer call() {
    return ChosenStore.use(
        settings,
        spec.commandLine().getErr(),
        store -> {
          if (!confirmation.isGiven(
              "The run of %s under way will be ended.".formatted(store.experiment()),
              spec.commandLine().getErr())) {
            return ExitCode.SOFTWARE;
          }
          int run =
              store
                  .archive()
                  .reset(
                      store.mode(),
                      store.experiment(),
                      newKey,
                      ResetCommand::isDecided,
                      Instant.now());
          spec.commandLine().getOut().println("Run " + run + " has begun.");
          return ExitCode.OK;
        });
  }

  /** Whether the results page would say that the run may end. */
  private static boolean isDecided(RecordedRun run) {
    return Results.of(run.lookedAt(RunningMinima.NONE), true, List.of(run.run()))
        .filter(results -> results.verdict().state() == State.DECIDED || results.canEnd())
        .isPresent();
  }
}
