package dev.buttoncolor.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.results.Csv;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.VisitorRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code export}: one row for each exposed visitor, on standard output in UTF-8. */
@Command(
    name = "export",
    description = {
      "Writes one row for each exposed visitor to standard output, also while the program serves.",
      "Its store, experiment and mode are those of serve with the same settings. In csv, an"
          + " apostrophe precedes a text that a spreadsheet would run as a formula."
    })
final class ExportCommand implements Callable<Integer> {

  /** The first four names are those that GrowthBook and Statsig's warehouse imports use. */
  private static final List<String> NAMES =
      List.of(
          "user_id", "experiment_id", "variation_id", "timestamp", "signed_up_at", "crossed_over");

  private static final Gson JSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  enum Format {
    csv,
    jsonl
  }

  @ParentCommand private Commands commands;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(
      names = "--run",
      paramLabel = "N",
      description = {"Which run of the experiment, from 1.", "  Default: the current one"})
  private Integer run;

  @Override
  public Integer call() throws StoreException {
    OptionalInt number = run == null ? OptionalInt.empty() : OptionalInt.of(run);
    Settings settings = commands.settings.get();
    String experiment = settings.names().experiment();
    try (StoreAdmin store = StoreCommands.open(settings)) {
      Writer rows =
          new BufferedWriter(new OutputStreamWriter(commands.out, StandardCharsets.UTF_8));
      rows.write(format == Format.csv ? Csv.line(NAMES) : "");
      store.read(number, (visitor, its) -> write(row(experiment, visitor, its), rows));
      rows.flush();
    } catch (IOException | UncheckedIOException e) {
      Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
      throw new StoreException("The export is not complete: " + cause.getMessage() + ".");
    }
    return ExitCode.OK;
  }

  /** A throw ends the reading. */
  private static void write(String row, Writer rows) {
    try {
      rows.write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a signup, its time is empty in CSV and null in JSON. */
  private String row(String experiment, VisitorId visitor, VisitorRow its) {
    List<?> fields =
        Arrays.asList(
            visitor.value(),
            experiment,
            its.group(),
            its.exposedAt().toString(),
            Objects.toString(its.signedUpAt(), null),
            its.crossedOver());
    if (format == Format.csv) {
      return Csv.line(
          fields.stream()
              .map(field -> field instanceof String text ? Csv.text(text) : field)
              .map(field -> Objects.requireNonNullElse(field, ""))
              .toList());
    }
    JsonObject row = new JsonObject();
    for (int i = 0; i < NAMES.size(); i++) {
      row.add(NAMES.get(i), JSON.toJsonTree(fields.get(i)));
    }
    return JSON.toJson(row) + "\n";
  }
}
