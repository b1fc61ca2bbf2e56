package dev.buttoncolor.web.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.PostgresServer;
import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
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
  private String document(String name) throws IOException {
    String path = "/dev/buttoncolor/statsig/" + name + ".json";
    try (InputStream in = RunStatesTest.class.getResourceAsStream(path)) {
      JsonObject root =
          JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .getAsJsonObject();
      root.addProperty("time", time++);
      return root.toString();
    }
  }

  private RunningApp on(String document) throws IOException, StartException {
    statsig.serve(document(document));
    return RunningApp.in(folder, statsig.settings());
  }

  private void run() throws IOException, StartException {
    try (RunningApp app = on("running")) {
      app.get("/?random=alice");
      app.get("/signup?random=alice");
      assertState(app.json("/results.json"), 1, "RUNNING", 1);
      assertTrue(app.get("/results").body().contains("<strong id=\"life\">Running</strong>"));
      assertTrue(app.get("/results").body().contains("<strong id=\"mode\">Live</strong>"));
    }
  }

  private static void assertState(JsonObject json, int run, String state, int visitors) {
    assertEquals(run, json.get("run").getAsInt());
    assertEquals(state, json.get("state").getAsString());
    assertEquals(visitors, json.get("visitors").getAsInt());
  }

  @Test
  void endedRunStaysReadableAsItWas() throws Exception {
    run();
    try (RunningApp app = on("ended")) {
      String landing = app.get("/?random=bob").body();
      JsonObject json = app.json("/results.json");
      String page = app.get("/results").body();

      assertTrue(landing.contains("This visit is not counted: experiment has ended."), landing);
      assertState(json, 1, "ENDED", 1);
      assertEquals("Orange", json.get("shippedGroup").getAsString());
      assertEquals(3, json.getAsJsonArray("groups").size());
      assertTrue(page.contains("<strong id=\"life\">Ended</strong>"), page);
      assertTrue(page.contains("everybody now gets Orange"), page);
      assertTrue(page.contains("The state went from running to ended."), page);
    }
  }

  @Test
  void startedAnewIsARunOfItsOwnAndTheOldOneIsKept() throws Exception {
    run();
    try (RunningApp app = on("abandoned")) {
      assertState(app.json("/results.json"), 1, "ABANDONED", 1);
    }
    try (RunningApp app = on("started-anew")) {
      assertState(app.json("/results.json"), 2, "RUNNING", 0);
      assertState(app.json("/results.json?run=1"), 1, "ABANDONED", 1);
      assertState(app.json("/results?run=2"), 2, "RUNNING", 0);
      assertTrue(app.get("/results.csv?run=1").body().contains(",1,ABANDONED\r\n"));
      String page = app.get("/results?run=1").body();
      assertTrue(page.contains("<a href=\"/results?run=2\">Run 2</a>"), page);
      assertTrue(page.contains("href=\"/results.csv?run=1\""), page);
      String method = app.get("/results/method?run=1").body();
      assertTrue(method.contains("<a href=\"/results?run=1\">Results</a>"), method);
      assertFalse(page.contains("simulate --"), page);
    }
  }

  @Test
  void experimentThatIsGoneFromTheSpecsKeepsItsResults() throws Exception {
    run();
    try (RunningApp app = on("gone")) {
      assertState(app.json("/results.json"), 1, "NOT_IN_SPECS", 1);
      assertTrue(app.get("/results").body().contains("<strong id=\"life\">Not in specs</strong>"));
    }
  }

  @Test
  void experimentThatHasNotStartedSaysSo() throws Exception {
    try (RunningApp app = on("not-started")) {
      assertState(app.json("/results.json"), 1, "NOT_STARTED", 0);
      String landing = app.get("/?random=bob").body();
      assertTrue(landing.contains("This visit is not counted: experiment has not started."));
      String page = app.get("/results").body();
      assertTrue(page.contains("<strong id=\"life\">Not started</strong>"), page);
      assertFalse(page.contains("class=\"next\""), page);
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
    Map<String, String> embedded = Map.of("SPECS_FILE", specs.toString());
    try (RunningApp app =
        switch (where) {
          case "live" -> on(document);
          case "embedded" -> RunningApp.in(folder, embedded);
          default -> {
            Map<String, String> settings = new HashMap<>(embedded);
            settings.put("DATABASE_URL", databaseThatMakesNoTables());
            settings.put("VISITOR_ID_KEY", "the key of a test's instances");
            yield RunningApp.in(folder, settings);
          }
        }) {
      assertEquals(state, app.json("/results.json").get("state").getAsString());
      for (String path : new String[] {"/results", "/results/method"}) {
        HttpResponse<String> page = app.get(path);
        assertEquals(200, page.statusCode(), page::body);
        assertTrue(page.body().contains("<h1>" + headline + "</h1>"), page::body);
        assertTrue(page.body().contains(look), page::body);
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
}
