package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would make the SDK fail is refused with the reason, and what does not concern us is not. */
class SpecDocumentTest {

  private static void check(String document) throws InvalidSpecsException {
    SpecDocument specs = SpecDocument.parse(document).orElseThrow();
    EvaluationCheck.check(specs, specs.configs().get("button_color_v3"));
  }

  private static String refusal(String document) {
    return assertThrows(InvalidSpecsException.class, () -> check(document)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "{", "<html>", "{\"time\": \"yesterday\"}", "{} {}"})
  void whatHasAnotherShapeIsSaidToHave(String text) {
    String message = refusal(text);
    assertTrue(message.startsWith("it is not a JSON object"), message);
  }

  @Test
  void deepNestingIsRefusedLikeAnyOtherNonsense() {
    assertThrows(InvalidSpecsException.class, () -> check("[".repeat(1_000_000)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                            | it has no list "dynamic_configs"
          {"dynamic_configs":[],"feature_gates":null}                   | it has no list "feature_gates"
          {"dynamic_configs":[],"feature_gates":[],"layer_configs":[]}  | it lacks "has_updates"
          {"dynamic_configs":[null]}                                    | it has an empty entry in "dynamic_configs"
          {"dynamic_configs":[{"name":"e","rules":[null]}]}             | its "e" has no list of rules
          {"dynamic_configs":[{"name":"e","rules":[{"name":"id_list"}]}]} | its "e" has a rule without conditions
          {"dynamic_configs":[],"feature_gates":[],"layer_configs":[],"sdk_flags": {"f": null}}    | it has an empty value in "sdk_flags"
          {"dynamic_configs":[],"feature_gates":[],"layer_configs":[],"diagnostics": {"i": null}}  | it has an empty value in "diagnostics"
          """)
  void partThatTheSdkMissesIsNamed(String text, String message) {
    assertEquals(message, refusal(text));
  }

  @Test
  void refusalIsOneShortLine() {
    String name = "e\\n\\u001b[2J" + "x".repeat(10_000);
    String message = refusal("{\"dynamic_configs\":[{\"name\": \"" + name + "\"}]}");
    assertEquals(1, message.lines().count());
    assertTrue(message.length() <= 300, message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
  }

  /** Replaces the first such part of the experiment by another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "returnValue":{     | "returnValue":[],"x":{    | has a return value that is not an object
          "defaultValue":{    | "defaultValue":7,"x":{    | has a default value that is not an object
          "conditions":[      | "conditions":[null],"x":[ | has a rule without conditions
          "id":"6VhQ1blue"    | "x":1                     | has a rule without an "id"
          "type":"user_bucket" | "x":1                    | has a condition without a "type"
          "type":"user_bucket" | "type":"moon_phase"      | has a condition of the unknown type moon_phase
          "operator":"lt"     | "operator":"near"         | has a condition with the unknown operator near
          "operator":"lt"     | "operator":null           | has a condition with the unknown operator null
          "idType":"userID"   | "x":1                     | has no "idType"
          "passPercentage":   | "configDelegate":"button_color_v3","passPercentage": | depends on itself
          """)
  void whatTheSdkFailsOnIsRefused(String part, String other, String message) throws Exception {
    String document = Documents.parsed("running").toString();
    int at = document.indexOf(part, document.indexOf("\"button_color_v3\""));
    String changed = document.substring(0, at) + other + document.substring(at + part.length());
    assertEquals("its \"button_color_v3\" " + message, refusal(changed));
  }

  @Test
  void gateThatTheExperimentAsksMustBeSoundToo() throws Exception {
    String document = Documents.named("targeted").replace("\"public\"", "\"moon_phase\"");
    assertEquals(
        "its \"newcomers\" has a condition of the unknown type moon_phase", refusal(document));
  }

  @Test
  void gateThatNoRuleAsksMayBeWhatItLikes() throws Exception {
    JsonObject root = Documents.parsed("running");
    root.getAsJsonArray("feature_gates").add(gate("alone", "alone", "moon_phase"));
    check(root.toString());
  }

  @Test
  void gatesThatAskEachOtherAreRefused() throws Exception {
    JsonObject root = Documents.parsed("targeted");
    JsonArray gates = root.getAsJsonArray("feature_gates");
    gates.set(0, gate("newcomers", "b", "pass_gate"));
    gates.add(gate("b", "newcomers", "fail_gate"));
    assertEquals("its \"newcomers\" depends on itself", refusal(root.toString()));
  }

  @Test
  void gatesMayBeNestedAndMultipliedButNotWithoutEnd() throws Exception {
    check(nested(98, 1));
    assertEquals("its \"g99\" is nested more than 100 deep", refusal(nested(10_000, 1)));
    check(nested(10, 2));
    assertEquals("its \"button_color_v3\" asks more than 2,500 conditions", refusal(nested(11, 2)));
  }

  /** The experiment asks a gate that asks the next one, as often as said, and so on. */
  private static String nested(int gates, int times) throws Exception {
    JsonObject root = Documents.parsed("targeted");
    JsonArray all = root.getAsJsonArray("feature_gates");
    all.set(0, gate("newcomers", "g1", "pass_gate"));
    for (int i = 1; i <= gates; i++) {
      JsonObject gate = gate("g" + i, "g" + (i + 1), "pass_gate");
      JsonArray rules = gate.getAsJsonArray("rules");
      for (int again = 1; again < times; again++) {
        rules.add(rules.get(0));
      }
      all.add(gate);
    }
    return root.toString();
  }

  private static JsonObject gate(String name, String asked, String type) {
    return JsonParser.parseString(
            """
            {"name": "%s", "enabled": true, "idType": "userID", "rules": [{"id": "r",
             "passPercentage": 100, "conditions": [{"type": "%s", "targetValue": "%s"}]}]}\
            """
                .formatted(name, type, asked))
        .getAsJsonObject();
  }
}
