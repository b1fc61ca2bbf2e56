package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.Polling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The experiment on the real SDK, embedded. */
class StatsigClientTest {

  private static String specs() throws IOException {
    try (InputStream specs = StatsigClient.class.getResourceAsStream("/specs.json")) {
      return new String(specs.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static StatsigClient with(String specs) throws InvalidSpecsException {
    return StatsigClient.embedded(Documents.NAMES, specs);
  }

  private static Assignment of(StatsigClient experiment, String visitor) {
    return experiment.assign(new VisitorId(visitor));
  }

  @Test
  void groupsAreThoseOfTheDocumentInItsOrder() throws Exception {
    try (StatsigClient experiment = with(specs())) {
      String paragraph = "Data Engineering Boot Camp";
      assertEquals(
          List.of(
              new Group("Blue", 0.25, new ButtonColor(0, 0, 255), paragraph),
              new Group("Green", 0.25, new ButtonColor(0, 128, 0), paragraph),
              new Group("Red", 0.25, new ButtonColor(255, 0, 0), paragraph),
              new Group("Orange", 0.25, new ButtonColor(255, 165, 0), paragraph)),
          experiment.spec().orElseThrow().groups());
    }
  }

  @Test
  void sdkFindsOurEmptyTableOfUserAgentsFirst() throws IOException {
    try (InputStream table = StatsigClient.class.getResourceAsStream("/ua_parser/regexes.yaml")) {
      String yaml = new String(table.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(yaml.contains("user_agent_parsers: []"), yaml);
    }
  }

  /** By hand: the first 8 bytes of SHA-256("button_color_v3.alice"), modulo 1000, are 939. */
  @Test
  void visitorGetsTheColorOfTheirGroupAndTheReason() throws Exception {
    try (StatsigClient experiment = with(specs())) {
      Assignment alice = of(experiment, "alice");
      assertEquals(
          new Assignment(
              Optional.of("Orange"),
              new ButtonColor(255, 165, 0),
              "Data Engineering Boot Camp",
              "BOOTSTRAP",
              Split.of(experiment.spec().orElseThrow()),
              Optional.empty()),
          alice);
      assertEquals(alice, experiment.expose(new VisitorId("alice")));
      assertEquals(Optional.of("Blue"), of(experiment, "bob").group()); // 105
    }
  }

  @Test
  void visitorOutsideTheAllocationGetsTheDefaults() throws Exception {
    String half =
        specs()
            .replace("\"targetValue\": 750", "\"targetValue\": 500")
            .replace("\"targetValue\": 1000", "\"targetValue\": 500");
    try (StatsigClient experiment = with(half)) {
      Assignment alice = of(experiment, "alice"); // 939
      assertEquals(Optional.empty(), alice.group());
      assertEquals(Optional.of(Exclusion.NOT_ALLOCATED), alice.exclusion());
      assertEquals(ButtonColor.DEFAULT, alice.color());
      assertEquals(ParameterReader.DEFAULT_PARAGRAPH, alice.paragraph());
      assertEquals(Optional.of("Blue"), of(experiment, "bob").group()); // 105
      assertEquals(Optional.of("Green"), of(experiment, "demo").group()); // 280
    }
  }

  @Test
  void hostileValuesOfADocumentReachNoVisitor() throws Exception {
    String hostile =
        specs()
            .replace("\"Button Color\": \"orange\"", "\"Button Color\": \"</style><script>\"")
            .replace("\"Button Color\": \"blue\"", "\"Button Color\": {\"url\": \"x\"}");
    try (StatsigClient experiment = with(hostile)) {
      assertEquals(ButtonColor.DEFAULT, of(experiment, "alice").color());
      assertEquals(Optional.of("Orange"), of(experiment, "alice").group());
      assertEquals(ButtonColor.DEFAULT, of(experiment, "bob").color());
    }
  }

  @Test
  void shippedGroupIsWhatEverybodyGetsAndANewSaltDealsAnew() throws Exception {
    try (StatsigClient experiment = with(specs())) {
      String salt = experiment.spec().orElseThrow().salt();
      Group red = experiment.spec().orElseThrow().groups().get(2);
      experiment.follow(salt, Optional.of(red));
      Assignment bob = of(experiment, "bob"); // Blue until then
      assertEquals(Optional.of("Red"), bob.group());
      assertEquals(red.color(), bob.color());
      assertEquals(Optional.of(Exclusion.ENDED), bob.exclusion());
      assertEquals(ExperimentState.ENDED, experiment.spec().orElseThrow().state());
      assertTrue(experiment.status().ready());

      experiment.follow(salt + "+", Optional.empty());
      assertEquals(ExperimentState.RUNNING, experiment.spec().orElseThrow().state());
      assertEquals(salt + "+", of(experiment, "bob").split().salt());
      assertEquals(Optional.of("Green"), of(experiment, "alice").group()); // 260, before 939
    }
  }

  /** The SDK evaluates nobody once it was shut down. */
  @Test
  void evaluationThatFailsIsTold() throws Exception {
    StatsigClient experiment = with(specs());
    assertTrue(experiment.status().ready());
    experiment.close();
    Polling.until(() -> !experiment.status().ready());
    assertEquals(List.of("the SDK fails to evaluate visitors"), experiment.status().degraded());
    assertEquals(Optional.of(Exclusion.FALLBACK), of(experiment, "alice").exclusion());
  }

  @Test
  void unknownExperimentIsRefusedWithTheKnownOnes() {
    ExperimentNames unknown = new ExperimentNames("button_colour", "c", "p", "e");
    String message =
        assertThrows(InvalidSpecsException.class, () -> StatsigClient.embedded(unknown, specs()))
            .getMessage();
    assertTrue(message.contains("\"button_colour\""), message);
    assertTrue(message.contains("[button_color_v3]"), message);
  }
}
