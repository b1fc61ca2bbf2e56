package dev.buttoncolor.cli;

import static dev.buttoncolor.cli.Simulate.simulate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.App;
import dev.buttoncolor.simulate.SimulationException;
import dev.buttoncolor.simulate.StubTarget;
import dev.buttoncolor.simulate.TargetAddress;
import dev.buttoncolor.support.CommandRun;
import dev.buttoncolor.support.RunningApp;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused: with exit code 2, a sentence, and no visitor sent. */
class SimulateRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Blue=0.1,Green=1.5  | The rate of Green is \"1.5\": a rate is a number from 0 to 1.",
        "Blue=-0.1,Green=0.5 | The rate of Blue is \"-0.1\": a rate is a number from 0 to 1.",
        "Blue=NaN,Green=0.5  | The rate of Blue is \"NaN\": a rate is a number from 0 to 1.",
        "Blue=10%,Green=0.5  | The rate of Blue is \"10%\": a rate is a number from 0 to 1.",
        "Blue=,Green=0.5     | The rate of Blue is \"\": a rate is a number from 0 to 1.",
        "Blue                | \"Blue\" is not a group with its rate",
        "=0.1                | \"=0.1\" is not a group with its rate",
        "Blue=0.1,           | \"\" is not a group with its rate",
        "Blue=0.1,Blue=0.2   | Group Blue has two rates",
        "Blue=0.1,Green=0.1,Pink=0.1 | The experiment has no group Pink: its groups are Blue,"
            + " Green.",
        "blue=0.1,Green=0.1  | The experiment has no group blue: its groups are Blue, Green.",
        "Blue=0.1            | There is no rate for Green: every group needs one",
      })
  void ratesThatDoNotFit(String rates, String sentence) throws Exception {
    try (StubTarget target = StubTarget.withGroups("Blue", "Green")) {
      CommandRun run = simulate(target.url(), rates);
      assertEquals(2, run.exitCode());
      assertTrue(run.err().startsWith(sentence), run.err());
      assertTrue(target.visitors.isEmpty());
    }
  }

  @Test
  void liveExperimentUnlessItIsMeant() throws Exception {
    try (StubTarget target = StubTarget.withGroups("Blue")) {
      target.mode = "live";
      CommandRun run = simulate(target.url(), "Blue=0.1", "--visitors", "1");
      assertEquals(2, run.exitCode());
      assertTrue(run.err().contains("is live, and simulated people would spoil"), run.err());
      assertTrue(run.err().contains("--into-statsig"), run.err());
      assertTrue(target.visitors.isEmpty());

      assertEquals(
          0, simulate(target.url(), "Blue=0.1", "--visitors", "1", "--into-statsig").exitCode());
      assertEquals(1, target.visitors.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Blue\n2026 INFO forged", "\u001b[31mBlue", "Blue\u2028forged"})
  void groupsWhoseNamesWouldForgeLines(String name) throws Exception {
    try (StubTarget target = StubTarget.withGroups(name)) {
      CommandRun run = simulate(target.url(), "Blue=0.1");
      assertEquals(1, run.exitCode());
      assertEquals(
          target.url()
              + "/results.json does not return the experiment's results: parts of them are missing"
              + " or cannot be printed.",
          run.err().strip());
    }
  }

  @Test
  void resultsThatAreServedOnTheAdminPort(@TempDir Path folder) throws Exception {
    Map<String, String> settings = Map.of("ADMIN_PORT", "0", "RESULTS_ON", "ADMIN_PORT");
    try (App app = App.start(RunningApp.settings(folder, settings))) {
      CommandRun run = simulate(app.uri().toString(), "Blue=0.1");
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains("the answer to /results.json was 404."), run.err());
      assertTrue(run.err().contains("RESULTS_ON must be PORT"), run.err());
    }
  }

  @ParameterizedTest
  @CsvSource({"--visitors,0", "--visitors,-1", "--per-second,0"})
  void numbersBelowOne(String option, String value) {
    CommandRun run = simulate("http://127.0.0.1:1", "Blue=0.1", option, value);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith(option + " is " + value + ": "), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com",
        "http://10.0.0.1:8080",
        "http://0.0.0.0:8080",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://[::2]:8080",
        "http://128.0.0.1",
      })
  void hostsBeyondThisMachine(String url) {
    CommandRun run = simulate(url, "Blue=0.1");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("is not this machine"), run.err());
    assertTrue(run.err().contains("--anywhere"), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:8080",
        "ftp://127.0.0.1",
        "http://",
        "http://127.0.0.1@example.com/",
        "http://127.0.0.1:8080/results",
        "http://127.0.0.1:8080/?random",
        "http://127.999.0.1",
        "not a url",
      })
  void textsThatAreNoAddress(String url) {
    SimulationException e =
        assertThrows(SimulationException.class, () -> TargetAddress.parse(url, true));
    assertTrue(e.getMessage().startsWith("\"" + url + "\" is not the address"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.0.0.1:8080/",
        "http://127.1.2.3",
        "https://[::1]:8443",
      })
  void loopbackPasses(String url) throws Exception {
    assertTrue(url.startsWith(TargetAddress.parse(url, false).toString()));
  }

  @Test
  void anywherePassesWhenItIsAskedFor() throws Exception {
    assertEquals(
        "http://experiment.example",
        TargetAddress.parse("http://experiment.example/", true).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//example.com/signup", "https://127.0.0.1:8080/", "http://127.0.0.1:81/"})
  void linksThatLeaveTheServer(String link) throws Exception {
    TargetAddress address = TargetAddress.parse("http://127.0.0.1:8080", false);
    assertThrows(IllegalArgumentException.class, () -> address.resolve(link));
    assertEquals(Set.of("/signup"), Set.of(address.resolve("/signup?random=a").getPath()));
  }
}
