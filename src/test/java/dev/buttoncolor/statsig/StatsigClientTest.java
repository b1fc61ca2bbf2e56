package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.files.SmallFile;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an embedded start makes of a document, on the real SDK. */
class StatsigClientTest {

  private final List<String> odd = new ArrayList<>();

  private static String refusal(ExperimentNames names, String specs) {
    return assertThrows(InvalidSpecsException.class, () -> StatsigClient.embedded(names, specs))
        .getMessage();
  }

  @Test
  void sdkFindsOurEmptyTableOfUserAgentsFirst() {
    String yaml = SmallFile.beside(StatsigClient.class, "/ua_parser/regexes.yaml");
    assertTrue(yaml.contains("user_agent_parsers: []"), yaml);
  }

  /** The SDK evaluates no visitor once it was shut down. */
  @Test
  void evaluationThatFailsIsTold() throws Exception {
    StatsigClient client = StatsigClient.embedded(Documents.NAMES, Specs.standard());
    assertTrue(client.status().ready());
    client.close();
    Polling.until(() -> !client.status().ready());
    assertEquals(List.of("the SDK fails to evaluate visitors"), client.status().degraded());
    assertEquals(
        Optional.of(Exclusion.FALLBACK), client.assign(new VisitorId("alice")).exclusion());
  }

  @Test
  void unknownExperimentIsRefusedWithTheKnownOnes() throws Exception {
    assertEquals(
        "it has no experiment \"button_colour\" with groups; its experiments are [button_color_v3]",
        refusal(new ExperimentNames("button_colour", "c", "p", "e"), Specs.standard()));
  }

  /** The store could not keep it. */
  @ParameterizedTest
  @ValueSource(strings = {"half a pair \uD83D", "\uDE00 the other half", "zero \0 byte"})
  void groupWhoseNameIsNoTextIsRefused(String name) throws Exception {
    String named = new Gson().toJson(name);
    assertEquals(
        "its \"button_color_v3\" has a group whose name is no text",
        refusal(Documents.NAMES, Specs.standard().replace("\"Red\"", named)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "Button Color": "red"  | "Button Colour": "red" | is missing, beside which it has "Button Colour": "red", "Paragraph Text": "Data Engineering Boot Camp"
          "Button Color": "red", | ''                     | is missing, beside which it has "Paragraph Text": "Data Engineering Boot Camp"
          "Button Color": "red"  | "Button Color": "oklch(red)" | is "oklch(red)", which is no opaque CSS color, beside which it has "Paragraph Text": "Data Engineering Boot Camp"
          """)
  void groupWithoutAReadableColorIsRefusedWithWhatItHas(String part, String other, String has)
      throws Exception {
    assertEquals(
        "the group \"Red\" has no readable color: its parameter \"Button Color\" " + has,
        refusal(Documents.NAMES, Specs.standard().replace(part, other)));
  }

  /** The third group, Red: without a share, or disabled. */
  @ParameterizedTest
  @CsvSource({"'(\"targetValue\": )750', 500", "'(\"Red\",[^,]+,[^,]+,[^,]+: )100', 0"})
  void groupThatNobodyGetsNeedsNoColor(String part, String other) throws Exception {
    String without =
        Specs.standard()
            .replace("\"Button Color\": \"red\"", "\"Button Color\": \"reddish\"")
            .replaceFirst(part, "$1" + other);
    try (StatsigClient client = StatsigClient.embedded(Documents.NAMES, without)) {
      assertTrue(client.status().degraded().isEmpty(), client.status()::toString);
      assertTrue(client.remark().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          green  | Data Engineering Boot Camp | Green and Red have the same color and the same text: between them this is an A/A test, and any difference is chance.
          #008000 | Another text | Green and Red have the same color and not the same text: between them this is a test of the text.
          """)
  void groupsThatLookAlikeOnPurposeAreNamed(String color, String text, String remark)
      throws Exception {
    String alike =
        Specs.standard()
            .replaceAll(
                "\"Button Color\": \"red\",\\s+\"Paragraph Text\": \"[^\"]+\"",
                "\"Button Color\": \"%s\", \"Paragraph Text\": \"%s\"".formatted(color, text));
    try (StatsigClient client = StatsigClient.embedded(Documents.NAMES, alike)) {
      assertEquals(remark, client.remark().orElseThrow());
    }
    try (StatsigClient client = StatsigClient.embedded(Documents.NAMES, Specs.standard())) {
      assertTrue(client.remark().isEmpty());
    }
  }

  private Appearance of(Object color, Object paragraph) {
    return Appearance.of(
        Map.of("Button Color", color, "Paragraph Text", paragraph), Documents.NAMES, odd::add);
  }

  @Test
  void valueThatIsNoneIsToldInAShortLine() {
    Appearance bad = of("x\nINFO all is well\u001b[2J" + "x".repeat(1 << 20), List.of("x"));
    assertEquals(new Appearance(Optional.empty(), "Data Engineering Boot Camp"), bad);
    assertTrue(odd.get(0).endsWith("is no opaque CSS color; the button is blue instead"));
    assertEquals(2, odd.size());
    assertTrue(odd.stream().allMatch(line -> line.length() < 200 && line.matches("\\P{C}+")));
  }

  @Test
  void longParagraphIsCutButNotInHalfACharacter() {
    assertEquals("a".repeat(1_000) + "…", of("red", "a".repeat(1_001)).paragraph());
    assertEquals("a".repeat(999) + "…", of("red", "a".repeat(999) + "😀".repeat(10)).paragraph());
    assertEquals("A paragraph of 1001 characters is cut to 1000", odd.get(0));
  }
}
