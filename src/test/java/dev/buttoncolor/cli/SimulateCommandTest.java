package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.buttoncolor.simulate.PageResults;
import dev.buttoncolor.simulate.TrueRates;
import dev.buttoncolor.support.CommandRun;
import dev.buttoncolor.support.OneAppPerClass;
import dev.buttoncolor.support.RunningApp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The simulator against the program that it is for, and against servers that are none. */
@ExtendWith(OneAppPerClass.class)
record SimulateCommandTest(RunningApp app) {

  private static final String RATES = "Blue=0,Green=1,Red=0,Orange=1";

  private static CommandRun simulate(String url, String options) {
    SimulateCommand command = new SimulateCommand();
    command.patience = Duration.ofMillis(300); // what a page has not counted by then, it never will
    String[] args = ("--url=" + url + " --rates=" + options).split(" +(?=--)");
    return CommandRun.of(Commands.endingInWords(new CommandLine(command)), args);
  }

  @Test
  void pageMeasuresWhatTheSimulatorKnows(@TempDir Path folder) throws Exception {
    try (RunningApp fresh = RunningApp.in(folder)) {
      String options = RATES + " --visitors=200 --per-second=1000 --seed=7";
      CommandRun run = simulate(fresh.uri().toString(), options);
      String said = run.out();
      assertEquals(0, run.exitCode(), said);
      assertTrue(said.startsWith("200 visitors to " + fresh.uri() + ", seed 7\n"), said);
      for (String group : List.of("Blue", "Green", "Red", "Orange")) {
        String rate = group.matches("Blue|Red") ? " +0\\.00 %" : " +100\\.00 %";
        String row = "(?ms).*^" + group + rate + " +(\\d+ +\\d+)" + rate + " +\\1" + rate + "$.*";
        assertTrue(said.matches(row), said);
        assertTrue(said.matches("(?s).*\n" + group + " +(right|open): .*"), said);
      }
      assertTrue(said.contains("The page's verdict: "), said);
      assertTrue(said.contains("See " + fresh.uri() + "/results"), said);
      assertFalse(said.matches("(?s).*(did not gain|Not counted|Failed|before this run).*"), said);
      assertTrue(run.err().contains("200 of 200 visitors"), run.err());
      assertEquals(200, fresh.exposures());
      assertTrue(fresh.get("/results").body().contains("simulated at 100.0%"), "beside the rates");
      assertTrue(fresh.recordedGroup("sim-7-000199").isPresent());

      String again = simulate(fresh.uri().toString(), options).out();
      assertTrue(again.contains("before this run, in the page's figures too: 200"), again);
      assertTrue(again.contains("the people of this seed were there before"), again);
      assertEquals(200, fresh.exposures());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Blue=0.1,Green=1.5  | The rate of Green is \"1.5\": a rate is a number from 0 to 1.",
        "Blue=NaN            | The rate of Blue is \"NaN\": a rate is a number from 0 to 1.",
        "Blue                | \"Blue\" is not a group with its rate",
        "=0.1                | \"=0.1\" is not a group with its rate",
        "Blue=0.1,Blue=0.2   | Group Blue has two rates",
        "Red, a=b=1,Green=0.1 | The experiment has no group Red, a=b: its groups are Blue, Green,",
        "Blue=0.1,Green=0.1,Red=0.1 | There is no rate for Orange: every group needs one",
        RATES + " --visitors=0   | --visitors is 0: ",
        RATES + " --per-second=0 | --per-second is 0: ",
        RATES
            + " --url=http://experiment.example | The host experiment.example is not this machine",
      })
  void optionsThatDoNotFitAreRefused(String options, String sentence) {
    CommandRun run = simulate(app.uri().toString(), options);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().startsWith(sentence), run.err());
    assertEquals(0, app.exposures());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.25 | Blue=0.1,A=0.12,B=0.1,C=0.15 | 13089", // by C, in four groups
        "0.5  | Blue=0.1,A=0.15   | 5476",
        "0.1  | Blue=0.1,A=0.15   | 15209", // a small group takes more in all
        "0.5  | Blue=0.1,A=0.1    | 30000",
        "0.5  | Blue=0,A=1        | 1000",
        "0.5  | Blue=0.1          | 30000",
      })
  void enoughIsWhatThePlannerSaysOfTheDifferenceThatIsFoundFirst(
      double share, String rates, int visitors) {
    List<PageResults.Group> groups = new ArrayList<>();
    groups.add(new PageResults.Group("Gone", null, 9, 1, null, null));
    TrueRates trueRates = TrueRates.parse(rates);
    int treatments = trueRates.byGroup().size() - 1;
    for (String name : trueRates.byGroup().keySet()) {
      double own = name.equals("Blue") ? 1 - treatments * share : share;
      groups.add(new PageResults.Group(name, own, 0, 0, null, null));
    }
    assertEquals(
        visitors,
        SimulateCommand.enough(new PageResults("embedded", "Blue", groups, null), trueRates));
  }

  @Test
  void whereNothingListensTheSentenceTellsHowToStartIt() {
    CommandRun run = simulate("http://127.0.0.1:1", RATES);
    assertEquals(1, run.exitCode());
    assertEquals(
        "Nothing answers at http://127.0.0.1:1: start the experiment first, with java -jar"
            + " target/button-color-experiment.jar.",
        run.err().strip());
  }

  @Test
  void resultsThatAreServedOnTheAdminPortAreAskedForInWords(@TempDir Path folder) throws Exception {
    Map<String, String> settings = Map.of("ADMIN_PORT", "0", "RESULTS_ON", "ADMIN_PORT");
    try (RunningApp other = RunningApp.in(folder, settings)) {
      CommandRun run = simulate(other.uri().toString(), RATES);
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains("the answer to /results.json was 404."), run.err());
      assertTrue(run.err().contains("RESULTS_ON must be PORT"), run.err());
    }
  }

  /** A server that serves the same JSON to everybody, and remembers what it was asked. */
  private static final class Answering implements AutoCloseable {

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    /**
     * @param signup where the button leads; empty if the page cannot be served
     */
    Answering(String mode, String groups, String signup) throws Exception {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      answer(
          "/",
          signup.isEmpty()
              ? ""
              : "{\"group\":\"Blue\",\"counted\":true,\"signup\":\"" + signup + "\"}");
      answer("/signup", "{\"counted\":true}");
      answer("/signup/unknown", "{\"counted\":null}");
      answer(
          "/results.json",
          "{\"mode\":\"%s\",\"control\":\"Blue\",\"groups\":[%s],\"verdict\":{\"text\":\"Wait.\"}}"
              .formatted(mode, groups));
      server.start();
    }

    private void answer(String path, String json) {
      server.createContext(
          path,
          exchange -> {
            requests.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(json.isEmpty() ? 500 : 200, 0);
            exchange.getResponseBody().write(json.getBytes(StandardCharsets.UTF_8));
            exchange.close();
          });
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    CommandRun visitedBy(int people, String more) {
      return simulate(url(), "Blue=1 " + more + " --visitors=" + people + " --per-second=1000");
    }

    long asked(String start) {
      return requests.stream().filter(path -> path.startsWith(start)).count();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static final String BLUE =
      "{\"group\":\"Blue\",\"share\":1,\"visitors\":0,\"signups\":0}";

  @Test
  void liveExperimentIsLeftAloneUnlessItIsMeant() throws Exception {
    try (Answering live = new Answering("live", BLUE, "/signup?random=a")) {
      CommandRun run = live.visitedBy(1, "");
      assertEquals(2, run.exitCode());
      assertTrue(run.err().contains("is live, and simulated people would spoil"), run.err());
      assertEquals(0, live.asked("/?random="));
      assertEquals(0, live.visitedBy(1, "--into-statsig").exitCode());
      assertEquals(1, live.asked("/?random="));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''  | 1 | Failed requests: 3, as the answer to / was 500",
        "http://localhost.example/signup | 1 | Failed requests: 3, as the page's button leads no",
        "/signup/unknown | 0 | which was on its way: 3 signups",
      })
  void whatWentWrongIsCountedByItsKind(String signup, int exitCode, String remark)
      throws Exception {
    try (Answering server = new Answering("embedded", BLUE, signup)) {
      CommandRun run = server.visitedBy(3, "");
      assertEquals(exitCode, run.exitCode());
      assertTrue(run.out().contains(remark), run.out());
      assertFalse(run.out().contains("Not counted by the page"), run.out());
    }
  }

  /** And, as these servers share no store, that is said. */
  @Test
  void peopleWhoLandOnOneServerSignUpOnTheNext() throws Exception {
    try (Answering one = new Answering("embedded", BLUE, "/signup?random=of-one");
        Answering two = new Answering("embedded", BLUE, "/signup?random=of-two")) {
      CommandRun run = one.visitedBy(4, "--url=" + two.url());
      assertTrue(run.out().contains("The pages did not each gain"), run.out());
      for (Answering server : List.of(one, two)) {
        assertEquals(2, server.asked("/?random="));
        assertEquals(2, server.asked("/signup?random=of-" + (server == one ? "two" : "one")));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Blue\\n2026 INFO forged", "\\u001b[31mBlue", "Blue\\u2028forged", ""})
  void experimentWhoseGroupsAreMissingOrForgeLinesIsNotVisited(String name) throws Exception {
    String groups = name.isEmpty() ? "" : BLUE.replace("Blue", name);
    try (Answering forged = new Answering("embedded", groups, "/signup")) {
      CommandRun run = forged.visitedBy(1, "");
      assertEquals(1, run.exitCode());
      String why = name.isEmpty() ? "has no groups yet" : "are missing or cannot be printed.\n";
      assertTrue(run.err().contains(why), run.err());
      assertEquals(0, forged.asked("/?random="));
    }
  }
}
