package dev.buttoncolor.experiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one thing in Statsig's spec document (dcs-v1) that its SDK does not tell: the order in which
 * an experiment's groups were written down, of which the first is the control.
 */
final class SpecDocument {

  private final JsonObject root;

  private SpecDocument(JsonObject root) {
    this.root = root;
  }

  /**
   * @throws InvalidSpecsException where the text is not a spec document
   */
  static SpecDocument parse(String json) throws InvalidSpecsException {
    try {
      JsonObject root = JsonParser.parseString(json).getAsJsonObject();
      for (String part : List.of("dynamic_configs", "feature_gates", "layer_configs")) {
        if (!root.has(part) || !root.get(part).isJsonArray()) {
          throw new InvalidSpecsException("it has no list \"" + part + "\"");
        }
      }
      return new SpecDocument(root);
    } catch (JsonParseException | IllegalStateException e) {
      throw new InvalidSpecsException("it is not a JSON object: " + e.getMessage());
    }
  }

  /** The names of all experiments in the document. */
  List<String> experiments() {
    List<String> names = new ArrayList<>();
    for (JsonElement config : root.getAsJsonArray("dynamic_configs")) {
      if (text(config, "entity").filter("experiment"::equals).isPresent()) {
        text(config, "name").ifPresent(names::add);
      }
    }
    return names;
  }

  /** The group names of the experiment in the order of its rules; empty where it is not there. */
  List<String> groupsOf(String experiment) {
    List<String> groups = new ArrayList<>();
    for (JsonElement config : root.getAsJsonArray("dynamic_configs")) {
      if (text(config, "name").filter(experiment::equals).isPresent()
          && config.getAsJsonObject().get("rules") != null
          && config.getAsJsonObject().get("rules").isJsonArray()) {
        for (JsonElement rule : config.getAsJsonObject().getAsJsonArray("rules")) {
          text(rule, "groupName").ifPresent(groups::add);
        }
      }
    }
    return groups;
  }

  private static Optional<String> text(JsonElement element, String name) {
    if (!element.isJsonObject()) {
      return Optional.empty();
    }
    JsonElement value = element.getAsJsonObject().get(name);
    return value != null && value.isJsonPrimitive()
        ? Optional.of(value.getAsString())
        : Optional.empty();
  }
}
