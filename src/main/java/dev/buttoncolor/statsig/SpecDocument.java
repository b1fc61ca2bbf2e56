package dev.buttoncolor.statsig;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.statsig.SpecJson.Config;
import dev.buttoncolor.statsig.SpecJson.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A spec document that the SDK can take over whole; the package description says why. */
record SpecDocument(
    String text, SpecJson json, Map<String, Config> configs, Map<String, Config> gates) {

  /** Reads JSON as the SDK's own reader does, numbers without a type included. */
  private static final Gson GSON =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

  private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+( path \\S+)?");

  /** What documents of Statsig's newer SDKs have, and these do not. */
  private static final Pattern VERSION_2 = Pattern.compile("\"dcs-v2\"|\"condition_map\"");

  /** If a name stands twice, the SDK takes the last. */
  private static Map<String, Config> byName(List<Config> configs) {
    Map<String, Config> byName = new HashMap<>();
    configs.forEach(config -> byName.put(config.name(), config));
    return byName;
  }

  /** Empty if the document only says that there is nothing new. */
  static Optional<SpecDocument> parse(String text) throws InvalidSpecsException {
    if (text.isBlank()) {
      throw new InvalidSpecsException("it is empty");
    }
    SpecJson json = read(text);
    if (Boolean.FALSE.equals(json.hasUpdates())) {
      return Optional.empty();
    }
    checkConfigs("dynamic_configs", json.dynamicConfigs());
    checkConfigs("feature_gates", json.featureGates());
    checkConfigs("layer_configs", json.layerConfigs());
    checkValues("diagnostics", json.diagnostics());
    checkValues("sdk_flags", json.sdkFlags());
    if (json.hasUpdates() == null) {
      throw new InvalidSpecsException("it lacks \"has_updates\"");
    }
    return Optional.of(
        new SpecDocument(text, json, byName(json.dynamicConfigs()), byName(json.featureGates())));
  }

  private static SpecJson read(String text) throws InvalidSpecsException {
    try {
      SpecJson json = GSON.fromJson(text, SpecJson.class);
      if (json != null) {
        return json;
      }
    } catch (JsonParseException | NumberFormatException e) { // it throws both for a bad number
      throw new InvalidSpecsException(
          VERSION_2.matcher(text).find()
              ? "it is of version 2; version 1 (dcs-v1) is what this program reads"
              : "it is not a JSON object of a spec document's shape" + placeOf(e));
    }
    throw new InvalidSpecsException("it is not a JSON object");
  }

  /** Where the parser stumbled; the rest of what it says is for the programmer who calls it. */
  private static String placeOf(RuntimeException e) {
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    return place.find() ? ": see " + place.group() : "";
  }

  private static void checkConfigs(String part, List<Config> configs) throws InvalidSpecsException {
    if (configs == null) {
      throw new InvalidSpecsException("it has no list \"" + part + "\"");
    }
    for (Config config : configs) {
      if (config == null) {
        throw new InvalidSpecsException("it has an empty entry in \"" + part + "\"");
      }
      if (config.rules() == null || config.rules().contains(null)) {
        throw InvalidSpecsException.of(config, "has no list of rules");
      }
      for (Rule rule : config.rules()) {
        // The SDK prepares these lists of users when it takes a document over.
        if ("id_list".equals(rule.name()) && rule.lacksConditions()) {
          throw InvalidSpecsException.of(config, "has a rule without conditions");
        }
      }
    }
  }

  private static void checkValues(String part, Map<String, ?> values) throws InvalidSpecsException {
    if (values != null && values.values().stream().anyMatch(Objects::isNull)) {
      throw new InvalidSpecsException("it has an empty value in \"" + part + "\"");
    }
  }

  /**
   * The document for the SDK: without {@code sdk_configs}, by which it would log no exposure of
   * some visitors who are counted here, and hand its events over one by one.
   */
  String textForSdk() {
    if (json.sdkConfigs() == null || json.sdkConfigs().isEmpty()) {
      return text;
    }
    JsonObject whole = JsonParser.parseString(text).getAsJsonObject();
    whole.remove("sdk_configs");
    return whole.toString();
  }

  /**
   * The document as an operator of this program has changed it.
   *
   * @param suffix comes after each salt of the experiment and its rules, so that its visitors are
   *     dealt anew
   * @param shipped what every visitor gets, by a rule as Statsig's console makes it
   */
  SpecDocument changed(ExperimentNames names, String suffix, Optional<Group> shipped)
      throws InvalidSpecsException {
    JsonObject whole = JsonParser.parseString(text).getAsJsonObject();
    for (JsonElement part : whole.getAsJsonArray("dynamic_configs")) {
      JsonObject config = part.getAsJsonObject();
      if (config.get("name") instanceof JsonPrimitive name
          && name.getAsString().equals(names.experiment())) {
        appendToSalts(config, suffix);
        shipped.ifPresent(group -> ship(config, group, names));
      }
    }
    return parse(whole.toString()).orElseThrow();
  }

  private static void ship(JsonObject experiment, Group group, ExperimentNames names) {
    Map<String, String> value =
        Map.of(
            names.colorParameter(), group.color().css(),
            names.paragraphParameter(), group.paragraph());
    Map<String, Object> rule =
        Map.of(
            "id",
            Rules.SHIPPED,
            "groupName",
            group.name(),
            "passPercentage",
            100,
            "conditions",
            List.of(Map.of("type", "public")),
            "returnValue",
            value);
    JsonArray rules = new JsonArray();
    rules.add(GSON.toJsonTree(rule));
    rules.addAll(experiment.getAsJsonArray("rules"));
    experiment.add("rules", rules);
  }

  private static void appendToSalts(JsonElement within, String suffix) {
    if (within.isJsonArray()) {
      within.getAsJsonArray().forEach(part -> appendToSalts(part, suffix));
    } else if (within.isJsonObject()) {
      for (Map.Entry<String, JsonElement> member : within.getAsJsonObject().entrySet()) {
        if (member.getKey().equals("salt") && member.getValue().isJsonPrimitive()) {
          member.setValue(new JsonPrimitive(member.getValue().getAsString() + suffix));
        } else {
          appendToSalts(member.getValue(), suffix);
        }
      }
    }
  }

  /** When it was made, in milliseconds since 1970; 0 if it does not say. */
  long time() {
    return json.time() == null ? 0 : json.time();
  }

  List<String> experiments() {
    return json.dynamicConfigs().stream()
        .filter(config -> "experiment".equals(config.entity()))
        .map(Config::name)
        .toList();
  }
}
