package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Planner;
import dev.buttoncolor.simulate.PageResults;
import dev.buttoncolor.simulate.TrueRates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnoughVisitorsTest {

  @Test
  void enoughIsWhatThePlannerSaysOfTheDifferenceThatIsFoundFirst() throws Exception {
    PageResults page = page(Map.of("Blue", 0.25, "Green", 0.25, "Red", 0.25, "Orange", 0.25));
    double pair = Planner.thisRule(3, 0.99).visitorsOfPair(0.10, 0.15);

    assertEquals(
        Math.ceil(1.6 * 2 * pair), enough(page, "Blue=0.1,Green=0.12,Red=0.1,Orange=0.15"));
  }

  @Test
  void smallGroupsTakeMoreVisitorsInAll() throws Exception {
    int even = enough(page(Map.of("Blue", 0.5, "Green", 0.5)), "Blue=0.1,Green=0.15");
    int uneven = enough(page(Map.of("Blue", 0.9, "Green", 0.1)), "Blue=0.1,Green=0.15");

    assertTrue(uneven > 2 * even, uneven + " against " + even);
  }

  @Test
  void groupThatTheExperimentNoLongerHasTakesNoVisitors() throws Exception {
    PageResults page = page(Map.of("Blue", 0.5, "Green", 0.5));
    PageResults later =
        new PageResults(
            "embedded",
            "Blue",
            List.of(
                page.of("Blue"),
                page.of("Green"),
                new PageResults.Group("Gone", null, 9, 1, null, null)),
            null);

    assertEquals(enough(page, "Blue=0.1,Green=0.2"), enough(later, "Blue=0.1,Green=0.2"));
  }

  @Test
  void noDifferenceAndAHugeOneStayWithinBounds() throws Exception {
    PageResults page = page(Map.of("Blue", 0.5, "Green", 0.5));

    assertEquals(30_000, enough(page, "Blue=0.1,Green=0.1"));
    assertEquals(30_000, enough(page, "Blue=0.1,Green=0.1001"));
    assertEquals(1_000, enough(page, "Blue=0,Green=1"));
    assertEquals(30_000, enough(page(Map.of("Blue", 1.0)), "Blue=0.1"));
  }

  private static int enough(PageResults page, String rates) throws Exception {
    return EnoughVisitors.of(page, TrueRates.parse(rates));
  }

  private static PageResults page(Map<String, Double> shares) {
    return new PageResults(
        "embedded",
        "Blue",
        shares.entrySet().stream()
            .map(e -> new PageResults.Group(e.getKey(), e.getValue(), 0, 0, null, null))
            .toList(),
        null);
  }
}
