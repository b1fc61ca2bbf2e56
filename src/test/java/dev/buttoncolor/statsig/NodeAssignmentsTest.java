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
import org.junit.jupiter.params.provider.CsvSource;

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
  @CsvSource(
      textBlock =
          """
          abandoned, ada, ABANDONED, blue
          abandoned, olga, ABANDONED, blue
          disabled-group, ada, Blue, blue
          disabled-group, olga, Blue, blue
          disabled-group, visitor-2, Orange, orange
          disabled-group, malisitor-3, Orange, orange
          disabled-group, visitor-4, Green, blue
          disabled-group, visitor-10, Green, blue
          ended, ada, ENDED, orange
          ended, olga, ENDED, orange
          half-allocated, ada, Orange, orange
          half-allocated, olga, Orange, orange
          half-allocated, visitor-2, NOT_ALLOCATED, blue
          half-allocated, malisitor-3, NOT_ALLOCATED, blue
          half-allocated, visitor-6, Green, green
          half-allocated, visitor-8, Blue, blue
          half-allocated, malisitor-9, Blue, blue
          half-allocated, visitor-16, Green, green
          held-out, ada, Blue, blue
          held-out, olga, HELD_OUT, blue
          held-out, visitor-2, Orange, orange
          held-out, malisitor-3, Orange, orange
          held-out, visitor-4, Green, green
          held-out, malisitor-5, Orange, orange
          held-out, visitor-6, Blue, blue
          held-out, visitor-8, Blue, blue
          held-out, visitor-10, Green, green
          held-out, visitor-14, Green, green
          held-out, malisitor-15, HELD_OUT, blue
          held-out, visitor-18, HELD_OUT, blue
          inline-targeted, ada, Blue, blue
          inline-targeted, olga, Blue, blue
          inline-targeted, visitor-2, Orange, orange
          inline-targeted, malisitor-3, NOT_TARGETED, blue
          inline-targeted, visitor-4, Green, green
          inline-targeted, malisitor-5, NOT_TARGETED, blue
          inline-targeted, visitor-6, Blue, blue
          inline-targeted, malisitor-7, NOT_TARGETED, blue
          inline-targeted, visitor-10, Green, green
          inline-targeted, visitor-14, Green, green
          inline-targeted, visitor-22, Orange, orange
          inline-targeted, visitor-28, Orange, orange
          layered, ada, NOT_ALLOCATED, blue
          layered, olga, Blue, blue
          layered, visitor-2, NOT_ALLOCATED, blue
          layered, malisitor-3, Orange, orange
          layered, visitor-4, Green, green
          layered, malisitor-5, Orange, orange
          layered, visitor-6, NOT_ALLOCATED, blue
          layered, malisitor-9, Blue, blue
          layered, visitor-10, Green, green
          layered, malisitor-11, Orange, orange
          layered, visitor-12, Blue, blue
          layered, malisitor-17, Green, green
          not-started, ada, NOT_STARTED, blue
          not-started, olga, NOT_STARTED, blue
          old, ada, Blue, blue
          old, olga, Blue, blue
          old, visitor-2, Orange, orange
          old, malisitor-3, Orange, orange
          old, visitor-4, Green, green
          old, malisitor-5, Orange, orange
          old, visitor-6, Blue, blue
          old, malisitor-7, NOT_ALLOCATED, blue
          old, visitor-8, NOT_ALLOCATED, blue
          old, visitor-10, Green, green
          old, visitor-14, Green, green
          old, visitor-32, NOT_ALLOCATED, blue
          overridden, ada, OVERRIDDEN, orange
          overridden, olga, OVERRIDDEN, green
          overridden, visitor-2, Orange, orange
          overridden, malisitor-3, Orange, orange
          overridden, visitor-4, Green, green
          overridden, malisitor-5, Orange, orange
          overridden, visitor-6, Blue, blue
          overridden, visitor-8, Blue, blue
          overridden, malisitor-9, Blue, blue
          overridden, visitor-10, Green, green
          overridden, visitor-14, Green, green
          running, ada, Blue, blue
          running, olga, Blue, blue
          running, visitor-2, Orange, orange
          running, malisitor-3, Orange, orange
          running, visitor-4, Green, green
          running, visitor-10, Green, green
          started-anew, ada, Green, green
          started-anew, olga, Orange, orange
          started-anew, visitor-2, Green, green
          started-anew, malisitor-3, Blue, blue
          started-anew, visitor-4, Blue, blue
          started-anew, malisitor-5, Orange, orange
          targeted, ada, Blue, blue
          targeted, olga, NOT_TARGETED, blue
          targeted, visitor-2, NOT_TARGETED, blue
          targeted, malisitor-3, NOT_TARGETED, blue
          targeted, visitor-6, Blue, blue
          targeted, malisitor-7, Orange, orange
          targeted, visitor-8, Blue, blue
          targeted, visitor-14, Green, green
          targeted, malisitor-19, Green, green
          targeted, visitor-20, Green, green
          targeted, malisitor-57, Orange, orange
          targeted, visitor-68, Orange, orange
          """)
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
