package dev.buttoncolor.statsig;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.experiment.ExperimentNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Spec documents in the shapes in which Statsig serves them, one for each state of the experiment
 * and each kind of rule: Blue takes the buckets below 400, Green those below 700, Orange the rest.
 */
public final class Documents {

  static final ExperimentNames NAMES =
      new ExperimentNames("button_color_v3", "Button Color", "Paragraph Text", "visited_signup");

  private Documents() {}

  /** The document of that name. */
  static String named(String name) throws IOException {
    try (InputStream in = Documents.class.getResourceAsStream(name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The same document as of a later time. */
  public static String named(String name, long time) throws IOException {
    JsonObject root = parsed(name);
    root.addProperty("time", time);
    return root.toString();
  }

  static JsonObject parsed(String name) throws IOException {
    return JsonParser.parseString(named(name)).getAsJsonObject();
  }
}
