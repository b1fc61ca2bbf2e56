package dev.buttoncolor.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Statsig's spec document (dcs-v1) holds and its SDK does not tell: the order in which an
 * experiment's groups were written down, of which the first is the control, and their parameters,
 * which the SDK gives only as one string.
 */
final class SpecDocument {

  private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

  private final JsonObject root;

  /**
   * A group as the document has it.
   *
   * @param parameters its parameters by name
   */
  record SpecGroup(String name, JsonObject parameters) {

    /** The parameter: a string where it is one, null where there is none, else whatever it is. */
    Object parameter(String parameter) {
      JsonElement value = parameters.get(parameter);
      if (value == null || value.isJsonNull()) {
        return null;
      }
      boolean isString = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
      return isString ? value.getAsString() : value;
    }
  }

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
      throw new InvalidSpecsException("it is not a JSON object" + placeOf(e));
    }
  }

  /** Where the parser stumbled; the rest of what it says is for whoever programs it. */
  private static String placeOf(RuntimeException e) {
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    return place.find() ? ": see " + place.group() : "";
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

  /** The groups of the experiment in the order of its rules; none where it is not there. */
  List<SpecGroup> groupsOf(String experiment) {
    List<SpecGroup> groups = new ArrayList<>();
    for (JsonElement config : root.getAsJsonArray("dynamic_configs")) {
      if (text(config, "name").filter(experiment::equals).isPresent()
          && config.getAsJsonObject().get("rules") instanceof JsonArray rules) {
        rules.forEach(rule -> group(rule).ifPresent(groups::add));
      }
    }
    return groups;
  }

  private static Optional<SpecGroup> group(JsonElement rule) {
    return text(rule, "groupName")
        .map(
            name ->
                new SpecGroup(
                    name,
                    rule.getAsJsonObject().get("returnValue") instanceof JsonObject parameters
                        ? parameters
                        : new JsonObject()));
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
