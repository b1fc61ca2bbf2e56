package dev.buttoncolor.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.buttoncolor.results.Csv;
import dev.buttoncolor.store.runs.StoredVisitor;
import java.time.Instant;
import java.util.List;

/**
 * How {@code export} writes a visitor. The first four names are those that GrowthBook and Statsig's
 * warehouse imports use; times are ISO 8601 in UTC.
 */
enum ExportFormat {
  /** With a header; a field is empty if there is no signup. */
  csv {
    @Override
    String header() {
      return Csv.line(NAMES);
    }

    @Override
    String row(StoredVisitor visitor) {
      return Csv.line(
          List.of(
              Csv.text(visitor.visitor().value()),
              Csv.text(visitor.experiment()),
              Csv.text(visitor.group()),
              visitor.exposedAt(),
              visitor.signedUpAt(),
              visitor.crossedOver()));
    }
  },

  /** One JSON object a line; {@code signed_up_at} is null if there is no signup. */
  jsonl {
    @Override
    String header() {
      return "";
    }

    @Override
    String row(StoredVisitor visitor) {
      JsonObject row = new JsonObject();
      row.addProperty(NAMES.get(0), visitor.visitor().value());
      row.addProperty(NAMES.get(1), visitor.experiment());
      row.addProperty(NAMES.get(2), visitor.group());
      row.addProperty(NAMES.get(3), visitor.exposedAt().toString());
      row.addProperty(NAMES.get(4), visitor.signedUpAt().map(Instant::toString).orElse(null));
      row.addProperty(NAMES.get(5), visitor.crossedOver());
      return JSON.toJson(row) + "\n";
    }
  };

  private static final List<String> NAMES =
      List.of(
          "user_id", "experiment_id", "variation_id", "timestamp", "signed_up_at", "crossed_over");

  private static final Gson JSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  abstract String header();

  /** One visitor's row, its end of line included. */
  abstract String row(StoredVisitor visitor);
}
