package dev.buttoncolor.statsig;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.files.SmallFile;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Spec documents in the shapes in which Statsig serves them, one for each state of the experiment
 * and each kind of rule: Blue takes the buckets below 400, Green those below 700, Orange the rest.
 */
public final class Documents {

  static final ExperimentNames NAMES =
      new ExperimentNames("button_color_v3", "Button Color", "Paragraph Text", "visited_signup");

  private Documents() {}

  static String named(String name) {
    return SmallFile.beside(Documents.class, name + ".json");
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

  /** A document in which Olga's group is set by hand if she is in one of these id lists. */
  public static String asking(String... lists) {
    JsonObject root = parsed("overridden");
    JsonObject testers = root.getAsJsonArray("feature_gates").get(0).getAsJsonObject();
    JsonArray rules = testers.getAsJsonArray("rules");
    String rule = rules.remove(0).toString();
    for (String list : lists) {
      rules.add(
          JsonParser.parseString(
              rule.replace("[\"olga\"]", "\"" + list + "\"")
                  .replace("\"any\"", "\"in_segment_list\"")));
    }
    return root.toString();
  }

  /** The index of id lists at these addresses, each as large as one with Olga alone. */
  public static String index(Map<String, String> addressOf) {
    return addressOf.entrySet().stream()
        .map(
            list ->
                "\"%s\": {\"size\": 10, \"fileID\": \"f\", \"creationTime\": 1, \"url\": \"%s\"}"
                    .formatted(list.getKey(), list.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
