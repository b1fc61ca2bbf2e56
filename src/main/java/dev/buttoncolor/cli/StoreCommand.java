package dev.buttoncolor.cli;

import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command on the store that {@code serve} writes to with the same settings. */
abstract class StoreCommand implements Callable<Integer> {

  private final Supplier<Settings> settings;

  @Spec private CommandSpec spec;

  StoreCommand(Supplier<Settings> settings) {
    this.settings = settings;
  }

  /** What a command does with the store; returns the exit code. */
  interface Work {
    int on(StoreAdmin store, Settings settings) throws StoreException;
  }

  /** What this one does. */
  abstract int on(StoreAdmin store, Settings settings) throws StoreException;

  @Override
  public final Integer call() {
    return use(this::on);
  }

  /**
   * Opens the store and does the work, or says why it could not be done.
   *
   * @return the exit code of the work; 2 if a setting is wrong, 1 if the store cannot be used
   */
  final int use(Work work) {
    try {
      Settings chosen = settings.get();
      Database database =
          chosen.database().isPresent()
              ? chosen.database().get()
              : SqliteDatabase.forCommand(DataDirectory.storeIn(chosen.dataDir()));
      try (StoreAdmin store =
          StoreAdmin.open(database, chosen.mode(), chosen.names().experiment())) {
        return work.on(store, chosen);
      }
    } catch (InvalidSettingException e) {
      err().println(e.getMessage());
      return ExitCode.USAGE;
    } catch (StoreException e) {
      err().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  final CommandSpec spec() {
    return spec;
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
