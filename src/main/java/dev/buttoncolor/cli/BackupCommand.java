package dev.buttoncolor.cli;

import dev.buttoncolor.config.DataDirectory;
import dev.buttoncolor.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backup}: a copy that another start can serve from. */
@Command(
    name = "backup",
    description = {
      "Copies the store and the visitor key, also while the program serves.",
      "To restore, give the folder as DATA_DIR. Events that wait for Statsig are left out: the"
          + " program that has them sends them."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the copy is whole",
      " 1:there is no copy",
      " 2:a setting or an option is wrong"
    })
final class BackupCommand implements Callable<Integer> {

  private final Supplier<Settings> settings;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A folder without a store; made if need be.")
  private Path folder;

  BackupCommand(Supplier<Settings> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    return ChosenStore.use(
        settings,
        err,
        store -> {
          Path target = DataDirectory.storeIn(folder.toAbsolutePath());
          try {
            if (target.toFile().exists()) {
              throw new FileAlreadyExistsException(target.toString());
            }
            boolean hasKey = DataDirectory.copyVisitorKey(store.dataDir(), target.getParent());
            int leftOut = store.archive().copyTo(target);
            spec.commandLine()
                .getOut()
                .printf(
                    "The store is in %s, %s. %d events that wait for Statsig were left out.%n",
                    target,
                    hasKey ? "with the visitor key" : "without VISITOR_ID_KEY, which is a setting",
                    leftOut);
            return ExitCode.OK;
          } catch (FileAlreadyExistsException e) {
            err.println("There is a store %s already; nothing was copied.".formatted(target));
          } catch (IOException e) {
            err.println("The copy %s cannot be made: %s.".formatted(target, e));
          }
          return ExitCode.SOFTWARE;
        });
  }
}
