package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecDocumentTest {

  private static String withConfigs(String configs) {
    return """
    {"dynamic_configs": [%s], "feature_gates": [], "layer_configs": [],
     "has_updates": true, "time": 5}\
    """
        .formatted(configs);
  }

  private static String refusal(String text) {
    return assertThrows(InvalidSpecsException.class, () -> SpecDocument.parse(text)).getMessage();
  }

  @Test
  void ofTwoConfigsWithOneNameTheLastIsTaken() throws Exception {
    SpecDocument document =
        SpecDocument.parse(
                withConfigs(
                    """
                    {"name": "e", "salt": "one", "rules": []},
                    {"name": "e", "salt": "two", "rules": []}\
                    """))
            .orElseThrow();
    assertEquals("two", document.config("e").orElseThrow().salt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "[]",
        "{",
        "<html>",
        "{\"dynamic_configs\": [}",
        "{\"dynamic_configs\": {}}",
        "{\"dynamic_configs\": [1]}",
        "{\"dynamic_configs\": [{\"rules\": 7}]}",
        "{\"dynamic_configs\": [{\"rules\": [[]]}]}",
        "{\"dynamic_configs\": [{\"isActive\": {}}]}",
        "{\"time\": \"yesterday\"}",
        "{} {}"
      })
  void whatHasAnotherShapeIsSaidToHave(String text) {
    String message = refusal(text);
    assertTrue(message.startsWith("it is not a JSON object"), message);
  }

  @Test
  void refusalSaysWhere() {
    String message = refusal("{\n\"dynamic_configs\": [{\"name\": []}]}");
    assertTrue(message.endsWith("line 2 column 31 path $.dynamic_configs[0].name"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                            | it has no list "dynamic_configs"
          {"dynamic_configs":[]}                                        | it has no list "feature_gates"
          {"dynamic_configs":[],"feature_gates":null}                   | it has no list "feature_gates"
          {"dynamic_configs":[],"feature_gates":[]}                     | it has no list "layer_configs"
          {"dynamic_configs":[],"feature_gates":[],"layer_configs":[]}  | it lacks "has_updates"
          {"dynamic_configs":[null]}                                    | an entry in "dynamic_configs" has no list of rules
          {"dynamic_configs":[{"name":"e"}]}                            | "e" in "dynamic_configs" has no list of rules
          {"dynamic_configs":[{"name":"e","rules":[null]}]}             | "e" in "dynamic_configs" has no list of rules
          {"dynamic_configs":[{"name":"e","rules":[{"name":"id_list"}]}]} | "e" in "dynamic_configs" has a rule without conditions
          """)
  void missingPartIsNamed(String text, String message) {
    assertEquals(message, refusal(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "sdk_flags": {"f": null}                          | it has an empty value in "sdk_flags"
          "diagnostics": {"initialize": null}               | it has an empty value in "diagnostics"
          """)
  void settingsOfTheSdkThatItFailsOnAreRefused(String part, String message) {
    assertEquals(message, refusal(withConfigs("").replaceFirst("\\{", "{" + part + ", ")));
  }

  @Test
  void deepNestingIsRefusedLikeAnyOtherNonsense() {
    assertThrows(InvalidSpecsException.class, () -> SpecDocument.parse("[".repeat(1_000_000)));
  }

  @Test
  void refusalIsOneShortLine() {
    String name = "e\\n\\u001b[2J" + "x".repeat(10_000);
    String message = refusal(withConfigs("{\"name\": \"" + name + "\"}"));
    assertEquals(1, message.lines().count());
    assertTrue(message.length() <= 300, message);
    assertTrue(message.chars().noneMatch(Character::isISOControl), message);
  }
}
