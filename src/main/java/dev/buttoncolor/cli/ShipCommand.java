package dev.buttoncolor.cli;

import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.StoreException;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code ship}: ends the experiment, and gives every visitor one of its groups. */
@Command(
    name = "ship",
    description = {
      "Ends the run under way: from then on every visitor gets one group, and none is counted.",
      "A program that serves follows within a second; no spec document changes it. reset begins"
          + " the next run, which deals visitors anew. On Statsig, its console ships."
    })
final class ShipCommand extends ConfirmedCommand {

  @Option(
      names = "--group",
      paramLabel = "NAME",
      required = true,
      description = "The group, as the pages show it.")
  private String group;

  @Override
  int on(StoreAdmin store, Settings settings) throws StoreException {
    if (settings.mode() == Mode.LIVE) {
      throw new StoreException(
          "The experiment is live: ship the group in Statsig's console, and this program follows.");
    }
    if (!isConfirmed(
        "The run of %s under way will be ended, and everybody will get %s."
            .formatted(settings.names().experiment(), group))) {
      return ExitCode.SOFTWARE;
    }
    int run = store.ship(group, Instant.now());
    out().printf("Run %d has ended; everybody now gets %s.%n", run, group);
    return ExitCode.OK;
  }
}
