package dev.buttoncolor.cli;

import dev.buttoncolor.config.Settings;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.OutboxTable.DeadLetter;
import dev.buttoncolor.store.database.StoreException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command {@code outbox}: the events that Statsig refuses, and another try for them. */
@Command(
    name = "outbox",
    description = {
      "Lists the events that Statsig refuses for good, dead letters, each with its reason.",
      "Also while the program serves."
    })
final class OutboxCommand extends StoreCommand {

  /** How many are listed, the oldest. */
  private static final int MOST = 1_000;

  @Override
  int on(StoreAdmin store, Settings settings) throws StoreException {
    List<DeadLetter> letters = store.deadLetters(MOST);
    for (DeadLetter letter : letters) {
      out()
          .printf(
              "%s %s of %s: %s%n",
              letter.loggedAt(), letter.event(), letter.visitor().value(), letter.refusal());
    }
    err()
        .println(
            letters.size() < MOST
                ? "Dead letters: %d.".formatted(letters.size())
                : "These are the oldest %d dead letters.".formatted(MOST));
    return ExitCode.OK;
  }

  @Command(
      name = "retry",
      description = {
        "Has the dead letters sent again; what is refused again is kept again.",
        "A program that serves begins within ten seconds, and otherwise the next start does."
      })
  int retry() throws StoreException {
    return use(
        (store, settings) -> {
          out().printf("Dead letters to be sent again: %d.%n", store.retryDeadLetters());
          return ExitCode.OK;
        });
  }
}
