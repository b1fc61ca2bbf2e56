package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.cli.ServeCommand.StartException;
import dev.buttoncolor.statsig.Documents;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.PostgresServer;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the results say of an experiment's life, over restarts on documents of each state. */
class RunStatesTest {

  @TempDir private Path folder;
  private FakeStatsig statsig;
  private long time = 1_800_000_000_000L;

  @BeforeEach
  void start() throws IOException {
    statsig = FakeStatsig.start("secret-key-of-the-tests", document("running"));
  }

  @AfterEach
  void stop() {
    statsig.close();
  }

  /** A document in one state, later than those before it. */
  private String document(String name) {
    return Documents.named(name, time++);
  }

  private RunningApp on(String document) throws IOException, StartException {
    statsig.serve(document(document));
    return RunningApp.in(folder, statsig.settings());
  }

  private void run() throws IOException, StartException {
    try (RunningApp app = on("running")) {
      app.get("/?random=alice");
      app.get("/signup?random=alice");
      assertState(app, "/results.json", 1, "RUNNING", 1);
      assertHas(app, "/results", "<strong id=\"life\">Running</strong>");
      assertHas(app, "/results", "<strong id=\"mode\">Live</strong>");
    }
  }

  private static void assertState(
      RunningApp app, String path, int run, String state, int visitors) {
    JsonObject json = app.json(path);
    assertEquals(run, json.get("run").getAsInt());
    assertEquals(state, json.get("state").getAsString());
    assertEquals(visitors, json.get("visitors").getAsInt());
  }

  private static void assertHas(RunningApp app, String path, String text) {
    String page = app.get(path).body();
    assertTrue(page.contains(text), () -> text + " is not in " + page);
  }

  @Test
  void runIsReadableBeforeItsStartAndAfterItsEnd() throws Exception {
    try (RunningApp app = on("not-started")) {
      assertState(app, "/results.json", 1, "NOT_STARTED", 0);
      assertHas(app, "/results", "<strong id=\"life\">Not started</strong>");
    }
    run();
    try (RunningApp app = on("ended")) {
      assertHas(app, "/?random=bob", "This visit is not counted: experiment has ended.");
      assertState(app, "/results.json", 1, "ENDED", 1);
      assertEquals("Orange", app.json("/results.json").get("shippedGroup").getAsString());
      assertHas(app, "/results", "<strong id=\"life\">Ended</strong>");
      assertHas(app, "/results", "everybody now gets Orange");
      assertHas(app, "/results", "The state went from running to ended.");
    }
  }

  @Test
  void startedAnewIsARunOfItsOwnAndTheOldOneIsKept() throws Exception {
    run();
    try (RunningApp app = on("abandoned")) {
      assertState(app, "/results.json", 1, "ABANDONED", 1);
    }
    try (RunningApp app = on("started-anew")) {
      assertState(app, "/results.json", 2, "RUNNING", 0);
      assertState(app, "/results.json?run=1", 1, "ABANDONED", 1);
      assertState(app, "/results?run=2", 2, "RUNNING", 0);
      assertHas(app, "/results.csv?run=1", ",1,ABANDONED\r\n");
      assertHas(app, "/results?run=1", "<a href=\"/results?run=2\">Run 2</a>");
      assertHas(app, "/results?run=1", "href=\"/results.csv?run=1\"");
      assertHas(app, "/results/method?run=1", "<a href=\"/results?run=1\">Results</a>");
    }
    try (RunningApp app = on("gone")) {
      assertState(app, "/results.json", 2, "NOT_IN_SPECS", 0);
      assertHas(app, "/results", "<strong id=\"life\">Not in specs</strong>");
    }
  }

  /** It says so, that nothing was counted here, and where to look. */
  @ParameterizedTest
  @CsvSource({
    "live, ended, ENDED, The experiment has ended, Statsig’s console",
    "live, abandoned, ABANDONED, The experiment was abandoned, Statsig’s console",
    "embedded, ended, ENDED, The experiment has ended, SPECS_FILE",
    "refused, ended, ENDED, The experiment has ended, SPECS_FILE",
    "refused, not-started, NOT_STARTED, The experiment has not started, SPECS_FILE",
  })
  void runThatWasNeverSeenIsAPageAllTheSame(
      String where, String document, String state, String headline, String look) throws Exception {
    Path specs = Files.writeString(folder.resolve("specs.json"), document(document));
    Map<String, String> settings = new HashMap<>(Map.of("SPECS_FILE", specs.toString()));
    if (where.equals("refused")) {
      settings.put("DATABASE_URL", databaseThatMakesNoTables());
      settings.put("VISITOR_ID_KEY", "the key of a test's instances");
    }
    try (RunningApp app = where.equals("live") ? on(document) : RunningApp.in(folder, settings)) {
      assertEquals(state, app.json("/results.json").get("state").getAsString());
      for (String path : new String[] {"/results", "/results/method"}) {
        assertEquals(200, app.get(path).statusCode());
        assertHas(app, path, "<h1>" + headline + "</h1>");
        assertHas(app, path, look);
      }
      assertEquals(1, app.get("/results.csv").body().lines().count());
    }
  }

  private static String databaseThatMakesNoTables() throws SQLException {
    String url = PostgresServer.shared().newDatabase();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER DATABASE %s SET default_transaction_read_only = on"
              .formatted(connection.getCatalog()));
    }
    return url;
  }

  @Test
  void runThatThereIsNotAndNumbersThatAreNoneAreSaidInWords() throws Exception {
    try (RunningApp app = on("running")) {
      HttpResponse<String> missing = app.get("/results.json?run=7");
      assertEquals(404, missing.statusCode());
      assertEquals(
          "There is no run 7 of this experiment; it has 1.",
          JsonParser.parseString(missing.body()).getAsJsonObject().get("message").getAsString(),
          "JSON whatever is accepted");
      for (String run : new String[] {"", "0", "-1", "x", "1.5", "99999999999", "1&run=1"}) {
        assertEquals(400, app.get("/results?run=" + run).statusCode(), run);
      }
      assertEquals(200, app.get("/results/method?run=1").statusCode());
    }
  }

  @Test
  void whatStandsInTheWayOfTheExperimentIsToldOnTheResultsPage() throws Exception {
    statsig.serve(Specs.withEvery("Button Color", "oklch(red)"));
    try (RunningApp app = RunningApp.in(folder, statsig.settings())) {
      assertEquals(
          "a group of the experiment has no readable color", app.text("/?random=alice", "why"));
      assertEquals("degraded", app.text("/ready", "state"));
      assertTrue(app.get("/results").body().contains("No visitor is in the experiment: the group"));
      assertEquals(0, app.exposures());
    }
    assertEquals(List.of(), statsig.received().events());
  }
}
