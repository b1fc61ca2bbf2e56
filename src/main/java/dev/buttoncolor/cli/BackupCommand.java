package dev.buttoncolor.cli;

import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** The command {@code backup}: a copy that another start can serve from. */
@Command(
    name = "backup",
    description = {
      "Copies the store and the visitor key, also while the program serves.",
      "To restore, give the folder as DATA_DIR. Events that wait for Statsig are left out: the"
          + " program that has them sends them."
    })
final class BackupCommand extends StoreCommand {

  @Parameters(paramLabel = "DIR", description = "A folder without a store; made if need be.")
  private Path folder;

  @Override
  int on(StoreAdmin store, Settings settings) throws StoreException {
    Path target = DataDirectory.storeIn(folder.toAbsolutePath());
    try {
      if (target.toFile().exists()) {
        throw new FileAlreadyExistsException(target.toString());
      }
      boolean hasKey = DataDirectory.copyVisitorKey(settings.dataDir(), target.getParent());
      int leftOut = store.copyTo(target);
      out()
          .printf(
              "The store is in %s, %s. %d events that wait for Statsig were left out.%n",
              target,
              hasKey ? "with the visitor key" : "without VISITOR_ID_KEY, which is a setting",
              leftOut);
      return ExitCode.OK;
    } catch (FileAlreadyExistsException e) {
      err().println("There is a store %s already; nothing was copied.".formatted(target));
    } catch (IOException e) {
      err().println("The copy %s cannot be made: %s.".formatted(target, e));
    }
    return ExitCode.SOFTWARE;
  }
}
