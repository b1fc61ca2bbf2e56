package dev.buttoncolor.cli;

import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.InvalidSettingException;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.StoreArchive;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.ExitCode;

/**
 * The store of the experiment that the settings name, which is the one that {@code serve} writes to
 * with the same settings.
 */
record ChosenStore(StoreArchive archive, Mode mode, String experiment, Path dataDir) {

  /** What a command does with the store; returns the exit code. */
  interface Work {
    int on(ChosenStore store) throws StoreException;
  }

  /**
   * Opens the store and does the work.
   *
   * @param err where a sentence says why it could not be done
   * @return the exit code of the work; 2 if a setting is wrong, 1 if the store cannot be used
   */
  static int use(Supplier<Settings> settings, PrintWriter err, Work work) {
    try {
      Settings chosen = settings.get();
      try (StoreArchive archive = open(chosen)) {
        return work.on(
            new ChosenStore(archive, chosen.mode(), chosen.names().experiment(), chosen.dataDir()));
      }
    } catch (InvalidSettingException e) {
      err.println(e.getMessage());
      return ExitCode.USAGE;
    } catch (StoreException e) {
      err.println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private static StoreArchive open(Settings settings) throws StoreException {
    return StoreArchive.open(
        settings.database().isPresent()
            ? settings.database().get()
            : SqliteDatabase.forCommand(DataDirectory.storeIn(settings.dataDir())));
  }
}
