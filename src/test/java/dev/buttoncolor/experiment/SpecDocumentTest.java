package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.SpecDocument.SpecGroup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecDocumentTest {

  private static SpecDocument withConfigs(String configs) throws InvalidSpecsException {
    return SpecDocument.parse(
        """
        {"dynamic_configs": [%s], "feature_gates": [], "layer_configs": []}"""
            .formatted(configs));
  }

  @Test
  void groupsAreInTheOrderOfTheRules() throws InvalidSpecsException {
    SpecDocument document =
        withConfigs(
            """
            {"name": "e", "entity": "experiment", "rules": [
              {"groupName": "Zinc", "returnValue": {"c": "red", "n": 7, "none": null}},
              {"name": "a rule without a group"},
              {"groupName": "Amber"}]},
            {"name": "f", "entity": "dynamic_config"}""");

    List<SpecGroup> groups = document.groupsOf("e");
    assertEquals(List.of("Zinc", "Amber"), groups.stream().map(SpecGroup::name).toList());
    assertEquals("red", groups.get(0).parameter("c"));
    assertEquals("7", groups.get(0).parameter("n").toString());
    assertNull(groups.get(0).parameter("none"));
    assertNull(groups.get(1).parameter("c"));
    assertEquals(List.of("e"), document.experiments());
    assertEquals(List.of(), document.groupsOf("f"));
    assertEquals(List.of(), document.groupsOf("nowhere"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"e\"",
        "null",
        "[]",
        "{}",
        "{\"name\": []}",
        "{\"name\": \"e\", \"rules\": 7}",
        "{\"name\": \"e\", \"rules\": [1, null, [], {\"groupName\": {}}]}"
      })
  void oddPartsAreNoGroups(String config) throws InvalidSpecsException {
    assertEquals(List.of(), withConfigs(config).groupsOf("e"));
    assertEquals(List.of(), withConfigs(config).experiments());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "7", "[]", "{", "<html>", "{\"dynamic_configs\": [}"})
  void whatIsNoJsonObjectIsSaidToBeNone(String text) {
    String message =
        assertThrows(InvalidSpecsException.class, () -> SpecDocument.parse(text)).getMessage();
    assertTrue(message.startsWith("it is not a JSON object"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"dynamic_configs\": {}}",
        "{\"dynamic_configs\": [], \"feature_gates\": null, \"layer_configs\": []}"
      })
  void missingListIsNamed(String text) {
    String message =
        assertThrows(InvalidSpecsException.class, () -> SpecDocument.parse(text)).getMessage();
    assertTrue(message.matches("it has no list \"(dynamic_configs|feature_gates)\""), message);
  }

  @Test
  void deepNestingIsRefusedLikeAnyOtherNonsense() {
    assertThrows(InvalidSpecsException.class, () -> SpecDocument.parse("[".repeat(1_000_000)));
  }
}
