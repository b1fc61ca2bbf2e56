package dev.buttoncolor.cli;

import static dev.buttoncolor.cli.Simulate.simulate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.simulate.StubTarget;
import dev.buttoncolor.support.CommandRun;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  private static final String RATES = "Blue=0.1,Green=0.9";
  private static final String[] SMALL = {"--visitors", "60", "--per-second", "1000", "--seed", "7"};

  private StubTarget target;

  @BeforeEach
  void start() throws Exception {
    target = StubTarget.withGroups("Blue", "Green");
  }

  @AfterEach
  void stop() {
    target.close();
  }

  @Test
  void everyPersonOpensThePageUnderAnIdOfTheirOwn() {
    assertEquals(0, simulate(target.url(), RATES, SMALL).exitCode());
    assertEquals(60, target.visitors.size());
    assertTrue(target.visitors.containsKey("sim-7-000000"));
    assertTrue(target.visitors.containsKey("sim-7-000059"));
  }

  @Test
  void peopleFollowTheButtonAndDoNothingElse() {
    simulate(target.url(), RATES, SMALL);
    long pages = target.requests.stream().filter(path -> path.startsWith("/?random=")).count();
    long signups = target.requests.stream().filter(path -> path.startsWith("/signup?")).count();
    long looks = target.requests.stream().filter(path -> path.equals("/results.json")).count();
    assertEquals(60, pages);
    assertEquals(target.signups.size(), signups);
    assertEquals(target.requests.size(), pages + signups + looks);
    assertTrue(target.visitors.keySet().containsAll(target.signups));
  }

  @Test
  void ratesOfZeroAndOneAreKeptExactly() {
    simulate(target.url(), "Blue=0,Green=1", SMALL);
    assertEquals(0, target.count(target.signups, "Blue"));
    assertEquals(
        target.count(target.visitors.keySet(), "Green"), target.count(target.signups, "Green"));
    assertFalse(target.signups.isEmpty());
  }

  @Test
  void aSeedBringsTheSamePeopleAndSignupsAgain() throws Exception {
    simulate(target.url(), RATES, SMALL);
    try (StubTarget again = StubTarget.withGroups("Blue", "Green")) {
      simulate(again.url(), RATES, "--visitors", "60", "--per-second", "333", "--seed", "7");
      assertEquals(target.visitors, again.visitors);
      assertEquals(target.signups, again.signups);
    }
  }

  @Test
  void anotherSeedBringsOthers() throws Exception {
    simulate(target.url(), RATES, SMALL);
    Set<String> numbers = numbers(target.signups);
    try (StubTarget other = StubTarget.withGroups("Blue", "Green")) {
      simulate(other.url(), RATES, "--visitors", "60", "--per-second", "1000", "--seed", "8");
      assertFalse(other.visitors.keySet().stream().anyMatch(target.visitors::containsKey));
      assertFalse(numbers.equals(numbers(other.signups)));
    }
  }

  private static Set<String> numbers(Set<String> ids) {
    return ids.stream().map(id -> id.substring(id.lastIndexOf('-'))).collect(Collectors.toSet());
  }

  @Test
  void theEndShowsTrueRatesBesideThoseOfTheSimulatorAndThePage() {
    CommandRun run = simulate(target.url(), RATES, SMALL);
    assertTrue(run.out().contains("60 visitors to " + target.url() + ", seed 7"), run.out());
    assertRow(run, "Blue", "10.00 %");
    assertRow(run, "Green", "90.00 %");
    assertTrue(run.out().contains("The page's verdict: Wait and see."), run.out());
    assertTrue(run.out().contains("See " + target.url() + "/results"), run.out());
    assertFalse(run.out().contains("did not gain"), run.out());
  }

  private void assertRow(CommandRun run, String group, String trueRate) {
    long visitors = target.count(target.visitors.keySet(), group);
    long signups = target.count(target.signups, group);
    String rate = String.format("%.2f %%", 100.0 * signups / visitors);
    String measured = "\\s+" + visitors + "\\s+" + signups + "\\s+" + Pattern.quote(rate);
    Pattern row = Pattern.compile("(?m)^" + group + "\\s+" + trueRate + measured + measured + "$");
    assertTrue(row.matcher(run.out()).find(), run.out());
  }

  @Test
  void progressGoesToStandardErrorAlone() {
    CommandRun run = simulate(target.url(), RATES, SMALL);
    assertTrue(run.err().contains("60 of 60 visitors"), run.err());
    assertFalse(run.out().contains("60 of 60 visitors"), run.out());
  }

  @Test
  void aRunOntoEarlierVisitorsSaysSo() {
    simulate(target.url(), RATES, SMALL);
    CommandRun second = simulate(target.url(), RATES, "--visitors", "5", "--seed", "8");
    assertEquals(0, second.exitCode());
    assertTrue(
        second.out().contains("before this run, in the page's figures too: 60"), second.out());
  }

  @Test
  void failedRequestsAreCountedAndReported() {
    target.broken = Set.of("sim-7-000003", "sim-7-000004");
    CommandRun run = simulate(target.url(), RATES, SMALL);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("Failed requests: 2, as the answer to / was 500"), run.out());
    assertEquals(58, target.visitors.size());
  }

  @Test
  void aButtonThatLeadsToAnotherServerIsNotFollowed() {
    target.link = "http://localhost.example/signup?random=";
    CommandRun run = simulate(target.url(), "Blue=1,Green=1", SMALL);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("Failed requests: 60, as the page's button leads away"));
  }

  @Test
  void theEndSaysOfEachGroupWhetherThePageIsRight() {
    CommandRun run = simulate(target.url(), RATES, SMALL);
    String right = "Blue   right: the true rate, 10.00 %, is in the page's interval from 5.00 % to";
    String wrong =
        "Green  wrong: the true difference to Blue, +80.00 points, is outside the page's";
    assertTrue(run.out().contains(right + " 15.00 %"), run.out());
    assertTrue(run.out().contains(wrong + " interval from +70.00 points to +75.00 points"));
  }

  @Test
  void namesMayHoldCommasAndEqualsSigns() throws Exception {
    try (StubTarget odd = StubTarget.withGroups("Red, bright", "a=b")) {
      CommandRun run = simulate(odd.url(), "Red, bright=0,a=b=1", SMALL);
      assertEquals(0, run.exitCode(), run.err());
      assertEquals(0, odd.count(odd.signups, "Red, bright"));
      assertEquals(odd.count(odd.visitors.keySet(), "a=b"), odd.count(odd.signups, "a=b"));
    }
  }

  @Test
  void peopleWhoLandOnOneServerSignUpOnTheNext() throws Exception {
    try (StubTarget second = target.another()) {
      CommandRun run =
          simulate(target.url(), "Blue=1,Green=1", append(SMALL, "--url", second.url()));
      assertEquals(0, run.exitCode(), run.err());
      assertFalse(run.out().contains("did not each gain"), run.out());
      assertEquals(60, target.signups.size());
      assertEquals(Set.of(0), parity(target, "/?"));
      assertEquals(Set.of(1), parity(target, "/signup?"));
      assertEquals(Set.of(1), parity(second, "/?"));
      assertEquals(Set.of(0), parity(second, "/signup?"));
    }
  }

  /** Whether those who asked a server for a page have even numbers or odd ones. */
  private static Set<Integer> parity(StubTarget server, String page) {
    return server.requests.stream()
        .filter(request -> request.startsWith(page))
        .map(request -> (request.charAt(request.length() - 1) - '0') % 2)
        .collect(Collectors.toSet());
  }

  @Test
  void serversThatShareNothingAreTold() throws Exception {
    try (StubTarget second = StubTarget.withGroups("Blue", "Green")) {
      CommandRun run = simulate(target.url(), RATES, append(SMALL, "--url", second.url()));
      assertTrue(run.out().contains("The pages did not each gain"), run.out());
    }
  }

  private static String[] append(String[] options, String... more) {
    return Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void simulatedPeopleSayWhatTheyAre() {
    simulate(target.url(), RATES, SMALL);
    assertEquals(Set.of("button-color-simulator"), target.userAgents);
  }

  @Test
  void whereNothingListensTheSentenceTellsHowToStartIt() {
    target.close();
    CommandRun run = simulate(target.url(), RATES, SMALL);
    assertEquals(1, run.exitCode());
    assertEquals(
        "Nothing answers at "
            + target.url()
            + ": start the experiment first, with java -jar target/button-color-experiment.jar.",
        run.err().strip());
  }

  @Test
  void aTargetWithoutGroupsIsNotVisited() throws Exception {
    try (StubTarget empty = StubTarget.withGroups()) {
      CommandRun run = simulate(empty.url(), RATES, SMALL);
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains("has no groups yet"), run.err());
      assertTrue(empty.visitors.isEmpty());
    }
  }
}
