package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.VisitorId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Visitors are assigned as Statsig's SDK for Node.js (statsig-node 6.5.2) assigns them by the same
 * documents: under layers, holdouts, targeting and overrides, too.
 */
class NodeAssignmentsTest {

  private static final Map<String, StatsigClient> CLIENTS = new HashMap<>();

  @AfterAll
  static void stop() {
    CLIENTS.values().forEach(StatsigClient::close);
    CLIENTS.clear();
  }

  /**
   * What the other SDK gave: the group of its group's own rule, or what the rule that matched
   * means, and the color. Do not change.
   */
  @ParameterizedTest
  @CsvFileSource(resources = "node-assignments.csv")
  void visitorIsAssignedAsByTheOtherSdk(String document, String visitor, String who, String color)
      throws Exception {
    Assignment assignment = client(document).assign(new VisitorId(visitor));
    assertEquals(
        who,
        assignment.exclusion().map(Exclusion::name).orElseGet(assignment.group()::orElseThrow));
    assertEquals(ButtonColor.parse(color).orElseThrow(), assignment.color());
  }

  private static StatsigClient client(String document) throws Exception {
    StatsigClient known = CLIENTS.get(document);
    if (known == null) {
      known = StatsigClient.embedded(Documents.NAMES, Documents.named(document));
      CLIENTS.put(document, known);
    }
    return known;
  }
}
