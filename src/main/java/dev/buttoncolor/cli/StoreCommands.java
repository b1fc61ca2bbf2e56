package dev.buttoncolor.cli;

import dev.buttoncolor.analysis.Evidence;
import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.results.Results;
import dev.buttoncolor.results.Verdict.State;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.OutboxTable.DeadLetter;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.RecordedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Scanner;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands on the store: the one that {@code serve} writes to with the same settings. */
abstract class StoreCommands {

  private static final String YES = "Does it without asking.";
  private static final int MOST_LETTERS = 1_000;

  final Supplier<Settings> settings;
  private final Scanner answers;

  @Spec private CommandSpec spec;

  StoreCommands(Supplier<Settings> settings, Reader answers) {
    this.settings = settings;
    this.answers = new Scanner(answers);
  }

  static StoreAdmin open(Settings settings) throws StoreException {
    Path file = DataDirectory.storeIn(settings.dataDir());
    Database database = settings.database().orElse(SqliteDatabase.forCommand(file));
    return StoreAdmin.open(database, settings.mode(), settings.names().experiment());
  }

  private void say(String sentence, Object... parts) {
    spec.commandLine().getOut().println(sentence.formatted(parts));
  }

  /** Asks, unless the answer is known, and ends the command unless it is yes. */
  private void confirm(boolean yes, String question, Object... parts) throws StoreException {
    if (yes) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.print(question.formatted(parts) + " Type yes to go on: ");
    err.flush();
    if (!answers.hasNextLine() || !answers.nextLine().strip().equals("yes")) {
      throw new StoreException("Nothing was changed.");
    }
  }

  @Command(
      description = {
        "Copies the store and the visitor key, also while the program serves.",
        "To restore, give the folder as DATA_DIR. Events that wait for Statsig are left out: the"
            + " program that has them sends them."
      })
  void backup(
      @Parameters(paramLabel = "DIR", description = "A folder without a store; made if need be.")
          Path folder)
      throws StoreException {
    Settings loaded = settings.get();
    Path target = DataDirectory.storeIn(folder.toAbsolutePath());
    try (StoreAdmin store = open(loaded)) {
      if (target.toFile().exists()) {
        throw new StoreException(
            "There is a store %s already; nothing was copied.".formatted(target));
      }
      boolean hasKey = DataDirectory.copyVisitorKey(loaded.dataDir(), target.getParent());
      int leftOut = store.copyTo(target);
      say(
          "The store is in %s, %s. %d events that wait for Statsig were left out.",
          target,
          hasKey ? "with the visitor key" : "without VISITOR_ID_KEY, which is a setting",
          leftOut);
    } catch (IOException e) {
      throw new StoreException("The copy %s cannot be made: %s.".formatted(target, e));
    }
  }

  @Command(
      description = {
        "Erases one visitor's rows from the store, in every run; the counts stay.",
        "What Statsig was told of the visitor is erased there."
      })
  void forget(
      @Option(
              names = "--visitor",
              paramLabel = "ID",
              required = true,
              description = "The visitor's id, as the pages and the export show it.")
          VisitorId visitor,
      @Option(names = "--yes", description = YES) boolean yes)
      throws StoreException {
    try (StoreAdmin store = open(settings.get())) {
      confirm(yes, "All that is known of visitor %s will be erased.", visitor);
      int runs = store.forget(visitor);
      say(
          runs == 0
              ? "The store does not know this visitor."
              : "The visitor was erased from %d %s.",
          runs,
          runs == 1 ? "run" : "runs");
    }
  }

  enum Again {
    retry
  }

  @Command(
      description = {
        "Lists the events that Statsig refuses for good, dead letters, each with its reason.",
        "Also while the program serves, which begins with a retry within ten seconds."
      })
  void outbox(
      @Parameters(
              arity = "0..1",
              paramLabel = "retry",
              description = "Has them sent again; what is refused again is kept again.")
          Again again)
      throws StoreException {
    try (StoreAdmin store = open(settings.get())) {
      if (again != null) {
        say("Dead letters to be sent again: %d.", store.retryDeadLetters());
        return;
      }
      List<DeadLetter> letters = store.deadLetters(MOST_LETTERS);
      for (DeadLetter letter : letters) {
        say(
            "%s %s of %s: %s",
            letter.loggedAt(), letter.event(), letter.visitor(), letter.refusal());
      }
      boolean areAll = letters.size() < MOST_LETTERS;
      String count = areAll ? "Dead letters: %d.%n" : "These are the oldest %d dead letters.%n";
      spec.commandLine().getErr().printf(count, letters.size());
    }
  }

  @Command(
      description = {
        "Ends the run under way: from then on every visitor gets one group, and none is counted.",
        "A program that serves follows within a second; no spec document changes it. reset begins"
            + " the next run, which deals visitors anew. On Statsig, its console ships."
      })
  void ship(
      @Option(
              names = "--group",
              paramLabel = "NAME",
              required = true,
              description = "The group, as the pages show it.")
          String group,
      @Option(names = "--yes", description = YES) boolean yes)
      throws StoreException {
    Settings loaded = settings.get();
    try (StoreAdmin store = open(loaded)) {
      if (loaded.mode() == Mode.LIVE) {
        throw new StoreException(
            "The experiment is live: ship the group in Statsig's console, and this program"
                + " follows.");
      }
      confirm(
          yes,
          "The run of %s under way will be ended, and everybody will get %s.",
          loaded.names().experiment(),
          group);
      int run = store.ship(group, Instant.now());
      say("Run %d has ended; everybody now gets %s.", run, group);
    }
  }

  @Command(
      description = {
        "Ends the run under way and begins the next one; the old one can still be read.",
        "Visitors keep their groups and are counted anew; after ship they are dealt anew, too. A"
            + " program that serves follows within a second. A run that has decided is then ended,"
            + " any other is abandoned."
      })
  void reset(
      @Option(
              names = "--new-key",
              description =
                  "The visitor key is lost: the next start brings its own. Visitors by address are"
                      + " new ones then, and may get another group.")
          boolean newKey,
      @Option(names = "--yes", description = YES) boolean yes)
      throws StoreException {
    Settings loaded = settings.get();
    try (StoreAdmin store = open(loaded)) {
      confirm(yes, "The run of %s under way will be ended.", loaded.names().experiment());
      say("Run %d has begun.", store.reset(newKey, StoreCommands::isDecided, Instant.now()));
    }
  }

  /** Whether the results page would say that the run may end. */
  private static boolean isDecided(RecordedRun run) {
    return Results.of(run.lookedAt(Evidence.NONE), true, List.of(run.run()))
        .filter(results -> results.verdict().state() == State.DECIDED || results.canEnd())
        .isPresent();
  }
}
