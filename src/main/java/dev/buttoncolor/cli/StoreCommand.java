package dev.buttoncolor.cli;

import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.Database;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.store.database.StoreException;

/** A command on the store that {@code serve} writes to with the same settings. */
abstract class StoreCommand extends Subcommand {

  /** What a command does with the store; returns the exit code. */
  interface Work {
    int on(StoreAdmin store, Settings settings) throws StoreException;
  }

  /** What this one does. */
  abstract int on(StoreAdmin store, Settings settings) throws StoreException;

  @Override
  public final Integer call() throws StoreException {
    return use(this::on);
  }

  /** Opens the store and does the work. */
  final int use(Work work) throws StoreException {
    Settings settings = program().settings.get();
    Database database =
        settings.database().isPresent()
            ? settings.database().get()
            : SqliteDatabase.forCommand(DataDirectory.storeIn(settings.dataDir()));
    try (StoreAdmin store =
        StoreAdmin.open(database, settings.mode(), settings.names().experiment())) {
      return work.on(store, settings);
    }
  }
}
