package dev.buttoncolor.cli;

import dev.buttoncolor.config.Settings;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.StoreException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code export}: one row for each exposed visitor, on standard output in UTF-8. */
@Command(
    name = "export",
    description = {
      "Writes one row for each exposed visitor to standard output, also while the program serves.",
      "Its store, experiment and mode are those of serve with the same settings. In csv, an"
          + " apostrophe precedes a text that a spreadsheet would run as a formula."
    })
final class ExportCommand extends StoreCommand {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = {"${COMPLETION-CANDIDATES}.", "Default: ${DEFAULT-VALUE}"})
  private ExportFormat format;

  @Option(
      names = "--run",
      paramLabel = "N",
      description = {"Which run of the experiment, from 1.", "Default: the current one"})
  private Integer run;

  @Override
  int on(StoreAdmin store, Settings settings) throws StoreException {
    try {
      write(
          store, new BufferedWriter(new OutputStreamWriter(program().out, StandardCharsets.UTF_8)));
      return ExitCode.OK;
    } catch (IOException | UncheckedIOException e) {
      Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
      err().println("The export is not complete: " + cause.getMessage() + ".");
      return ExitCode.SOFTWARE;
    }
  }

  private void write(StoreAdmin store, Writer rows) throws StoreException, IOException {
    rows.write(format.header());
    store.read(
        run == null ? OptionalInt.empty() : OptionalInt.of(run),
        visitor -> {
          try {
            rows.write(format.row(visitor));
          } catch (IOException e) { // ends the reading
            throw new UncheckedIOException(e);
          }
        });
    rows.flush();
  }
}
