package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.simulate.StubSite;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  private static final String RATES = "Blue=0.1,Green=0.9";
  private static final String[] SMALL = {"--visitors", "60", "--per-second", "1000", "--seed", "7"};

  private StubSite site;

  @BeforeEach
  void start() throws Exception {
    site = StubSite.withGroups("Blue", "Green");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void everyPersonOpensThePageUnderAnIdOfTheirOwn() {
    assertEquals(0, CommandRun.of(site.url(), RATES, SMALL).exitCode());
    assertEquals(60, site.visitors.size());
    assertTrue(site.visitors.containsKey("sim-7-000000"));
    assertTrue(site.visitors.containsKey("sim-7-000059"));
  }

  @Test
  void peopleFollowTheButtonAndDoNothingElse() {
    CommandRun.of(site.url(), RATES, SMALL);
    long pages = site.requests.stream().filter(path -> path.startsWith("/?random=")).count();
    long signups = site.requests.stream().filter(path -> path.startsWith("/signup?")).count();
    long looks = site.requests.stream().filter(path -> path.equals("/results.json")).count();
    assertEquals(60, pages);
    assertEquals(site.signups.size(), signups);
    assertEquals(site.requests.size(), pages + signups + looks);
    assertTrue(site.visitors.keySet().containsAll(site.signups));
  }

  @Test
  void ratesOfZeroAndOneAreKeptExactly() {
    CommandRun.of(site.url(), "Blue=0,Green=1", SMALL);
    assertEquals(0, site.count(site.signups, "Blue"));
    assertEquals(site.count(site.visitors.keySet(), "Green"), site.count(site.signups, "Green"));
    assertFalse(site.signups.isEmpty());
  }

  @Test
  void aSeedBringsTheSamePeopleAndSignupsAgain() throws Exception {
    CommandRun.of(site.url(), RATES, SMALL);
    try (StubSite again = StubSite.withGroups("Blue", "Green")) {
      CommandRun.of(again.url(), RATES, "--visitors", "60", "--per-second", "333", "--seed", "7");
      assertEquals(site.visitors, again.visitors);
      assertEquals(site.signups, again.signups);
    }
  }

  @Test
  void anotherSeedBringsOthers() throws Exception {
    CommandRun.of(site.url(), RATES, SMALL);
    Set<String> numbers = numbers(site.signups);
    try (StubSite other = StubSite.withGroups("Blue", "Green")) {
      CommandRun.of(other.url(), RATES, "--visitors", "60", "--per-second", "1000", "--seed", "8");
      assertFalse(other.visitors.keySet().stream().anyMatch(site.visitors::containsKey));
      assertFalse(numbers.equals(numbers(other.signups)));
    }
  }

  private static Set<String> numbers(Set<String> ids) {
    return ids.stream().map(id -> id.substring(id.lastIndexOf('-'))).collect(Collectors.toSet());
  }

  @Test
  void theEndShowsTrueRatesBesideThoseOfTheSimulatorAndThePage() {
    CommandRun run = CommandRun.of(site.url(), RATES, SMALL);
    assertTrue(run.out().contains("60 visitors to " + site.url() + ", seed 7"), run.out());
    assertRow(run, "Blue", "10.00 %");
    assertRow(run, "Green", "90.00 %");
    assertTrue(run.out().contains("The page's verdict: Wait and see."), run.out());
    assertTrue(run.out().contains("See " + site.url() + "/results"), run.out());
    assertFalse(run.out().contains("did not gain"), run.out());
  }

  private void assertRow(CommandRun run, String group, String trueRate) {
    long visitors = site.count(site.visitors.keySet(), group);
    long signups = site.count(site.signups, group);
    String rate = String.format("%.2f %%", 100.0 * signups / visitors);
    String measured = "\\s+" + visitors + "\\s+" + signups + "\\s+" + Pattern.quote(rate);
    Pattern row = Pattern.compile("(?m)^" + group + "\\s+" + trueRate + measured + measured + "$");
    assertTrue(row.matcher(run.out()).find(), run.out());
  }

  @Test
  void progressGoesToStandardErrorAlone() {
    CommandRun run = CommandRun.of(site.url(), RATES, SMALL);
    assertTrue(run.err().contains("60/60"), run.err());
    assertFalse(run.out().contains("60/60"), run.out());
  }

  @Test
  void aRunOntoEarlierVisitorsSaysSo() {
    CommandRun.of(site.url(), RATES, SMALL);
    CommandRun second = CommandRun.of(site.url(), RATES, "--visitors", "5", "--seed", "8");
    assertEquals(0, second.exitCode());
    assertTrue(second.out().contains("include 60 visitors from before this run"), second.out());
  }

  @Test
  void failedRequestsAreCountedAndReported() {
    site.broken = Set.of("sim-7-000003", "sim-7-000004");
    CommandRun run = CommandRun.of(site.url(), RATES, SMALL);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("Failed: 2 requests, as the answer to / was 500"), run.out());
    assertEquals(58, site.visitors.size());
  }

  @Test
  void aButtonThatLeadsToAnotherSiteIsNotFollowed() {
    site.link = "http://localhost.example/signup?random=";
    CommandRun run = CommandRun.of(site.url(), "Blue=1,Green=1", SMALL);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("Failed: 60 requests, as the page's button leads away"));
  }

  @Test
  void simulatedPeopleSayWhatTheyAre() {
    CommandRun.of(site.url(), RATES, SMALL);
    assertEquals(Set.of("button-color-simulator"), site.userAgents);
  }

  @Test
  void whereNothingListensTheSentenceTellsHowToStartIt() {
    site.close();
    CommandRun run = CommandRun.of(site.url(), RATES, SMALL);
    assertEquals(1, run.exitCode());
    assertEquals(
        "Nothing answers at "
            + site.url()
            + ": start the experiment first, with java -jar target/button-color-experiment.jar.",
        run.err().strip());
  }

  @Test
  void aSiteWithoutGroupsIsNotVisited() throws Exception {
    try (StubSite empty = StubSite.withGroups()) {
      CommandRun run = CommandRun.of(empty.url(), RATES, SMALL);
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains("has no groups yet"), run.err());
      assertTrue(empty.visitors.isEmpty());
    }
  }
}
