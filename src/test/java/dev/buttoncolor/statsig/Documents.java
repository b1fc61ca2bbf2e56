package dev.buttoncolor.statsig;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.support.Resources;

/**
 * Spec documents in the shapes in which Statsig serves them, one for each state of the experiment
 * and each kind of rule: Blue takes the buckets below 400, Green those below 700, Orange the rest.
 */
public final class Documents {

  static final ExperimentNames NAMES =
      new ExperimentNames("button_color_v3", "Button Color", "Paragraph Text", "visited_signup");

  private Documents() {}

  /** The document of that name. */
  static String named(String name) {
    return Resources.text(Documents.class, name + ".json");
  }

  /** The same document as of a later time. */
  public static String named(String name, long time) {
    JsonObject root = parsed(name);
    root.addProperty("time", time);
    return root.toString();
  }

  static JsonObject parsed(String name) {
    return JsonParser.parseString(named(name)).getAsJsonObject();
  }
}
