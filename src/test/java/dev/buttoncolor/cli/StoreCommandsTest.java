package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import com.google.gson.JsonObject;
import dev.buttoncolor.cli.ServeCommand.StartException;
import dev.buttoncolor.support.CommandRun;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RunningApp;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that handle the store, while the program serves from it. */
class StoreCommandsTest {

  @TempDir private Path folder;
  private RunningApp app;

  @BeforeEach
  void start() throws StartException {
    app = RunningApp.in(folder);
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private CommandRun run(
      String answer, OutputStream rows, Map<String, String> settings, String... args) {
    Commands commands =
        new Commands(
            null, () -> RunningApp.settings(folder, settings), new StringReader(answer), rows);
    return CommandRun.of(commands.commandLine(), args);
  }

  private void assertEndsWell(String out, String... args) {
    assertEquals(new CommandRun(0, out, ""), run("", mock(), Map.of(), args));
  }

  private String export(String... options) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    String[] args = Stream.concat(Stream.of("export"), Stream.of(options)).toArray(String[]::new);
    assertEquals(new CommandRun(0, "", ""), run("", rows, Map.of(), args));
    return rows.toString(StandardCharsets.UTF_8);
  }

  private void visit(String visitor) {
    app.get("/?random=" + visitor);
    app.get("/signup?random=" + visitor); // committed with its answer, the exposure before it
  }

  @Test
  void exportWritesARowForEachVisitorInCsvSafeForASpreadsheet() {
    visit("-alice");
    app.get("/?random=bob");
    app.get("/ready"); // its write is committed behind what came before it
    String time = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";
    String csv = export();
    assertTrue(
        csv.matches(
            ("user_id,experiment_id,variation_id,timestamp,signed_up_at,crossed_over\r\n"
                    + "'-alice,button_color_v3,\\w+,TIME,TIME,false\r\n"
                    + "bob,button_color_v3,\\w+,TIME,,false\r\n")
                .replace("TIME", time)),
        csv);
    String json = export("--format", "jsonl", "--run", "1");
    String start = "{\"user_id\":\"%s\",\"experiment_id\":\"button_color_v3\",\"variation_id\":\"";
    assertTrue(json.startsWith(start.formatted("-alice")), json);
    assertTrue(json.contains("\n" + start.formatted("bob")), json);
    assertTrue(json.endsWith("Z\",\"signed_up_at\":null,\"crossed_over\":false}\n"), json);
  }

  @Test
  void visitorIsForgottenOnceThatIsConfirmed() {
    visit("alice");
    CommandRun refused = run("no\n", mock(), Map.of(), "forget", "--visitor", "alice");
    assertEquals(1, refused.exitCode());
    assertTrue(refused.err().endsWith("go on: Nothing was changed.\n"), refused.err());
    assertEquals(1, app.exposures());

    CommandRun forgotten = run("yes\n", mock(), Map.of(), "forget", "--visitor", "alice");
    assertEquals("The visitor was erased from 1 run.\n", forgotten.out());
    assertEquals(0, app.exposures());
    assertEndsWell("The store does not know this visitor.\n", "forget", "--visitor=a", "--yes");
  }

  @Test
  void shippedGroupIsWhatEverybodyGetsUntilAResetDealsAnew() throws StartException {
    visit("alice"); // in Orange
    assertEndsWell("Run 1 has ended; everybody now gets Red.\n", "ship", "--group", "Red", "--yes");
    Polling.until(() -> app.text("/?random=alice", "group").equals("Red"));
    app.close();
    app = RunningApp.in(folder);
    visit("bob");
    assertEquals("experiment has ended", app.text("/?random=bob", "why"));
    assertEquals("experiment has ended", app.text("/signup?random=bob", "why"));
    JsonObject results = app.json("/results.json");
    assertEquals("ENDED", results.get("state").getAsString());
    assertEquals(1, results.get("visitors").getAsInt());
    assertTrue(app.get("/results").body().contains(": everybody now gets Red."));

    assertEndsWell("Run 2 has begun.\n", "reset", "--yes");
    Polling.until(() -> app.text("/?random=alice", "group").equals("Green"));
    visit("alice");
    assertEquals(1, app.json("/results.json").get("visitors").getAsInt());
    assertEquals("ENDED", app.json("/results.json?run=1").get("state").getAsString());
  }

  @Test
  void groupOfALiveExperimentIsShippedInStatsigsConsole() {
    Map<String, String> live = Map.of("STATSIG_API_KEY", "secret-key");
    CommandRun run = run("", mock(), live, "ship", "--group", "Red", "--yes");
    assertEquals(1, run.exitCode());
    assertTrue(run.err().startsWith("The experiment is live: ship the group"), run.err());
  }

  @Test
  void lostVisitorKeyCountsNobodyTwice() throws Exception {
    app.get("/"); // by address, so by the key
    app.close();
    Files.delete(folder.resolve("visitor-id.key"));
    StartException refusal = assertThrows(StartException.class, () -> RunningApp.in(folder));
    assertTrue(
        refusal.getMessage().startsWith("The visitor key is not the one"), refusal::toString);

    assertEndsWell("Run 2 has begun.\n", "reset", "--new-key", "--yes");
    app = RunningApp.in(folder);
    assertEquals(0, app.json("/results.json").get("visitors").getAsInt());
    app.get("/");
    assertEquals(2, app.exposures(), "one in each run");
  }

  /** As what an instance has logged and Statsig has answered. */
  private void addToOutbox(String dueAndRefusal) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("experiment.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          INSERT INTO outbox (events, bytes, logged_at, alone, json, due_at, refusal)
          VALUES (1, 62, 0, 1,
            '{"eventName":"visited_signup","user":{"userID":"a"},"time":1000}', %s)\
          """
              .formatted(dueAndRefusal));
    }
  }

  @Test
  void deadLettersAreListedAndSentAgain() throws Exception {
    addToOutbox("0, NULL");
    addToOutbox("NULL, '400 no such project'");
    assertEquals(
        new CommandRun(
            0,
            "1970-01-01T00:00:01Z visited_signup of a: 400 no such project\n",
            "Dead letters: 1.\n"),
        run("", mock(), Map.of(), "outbox"));
    assertEndsWell("Dead letters to be sent again: 1.\n", "outbox", "retry");
    assertEquals(new CommandRun(0, "", "Dead letters: 0.\n"), run("", mock(), Map.of(), "outbox"));
  }

  @Test
  void backupServesTheSameVisitorsAndSendsNothingTwice(@TempDir Path elsewhere) throws Exception {
    JsonObject before = app.json("/"); // by address, so by the key
    visit("alice");
    addToOutbox("0, NULL");
    Path copy = elsewhere.resolve("copy");
    CommandRun run = run("", mock(), Map.of(), "backup", copy.toString());
    assertTrue(run.out().contains("with the visitor key. 1 events that wait"), run::toString);
    CommandRun again = run("", mock(), Map.of(), "backup", copy.toString());
    assertEquals(1, again.exitCode());
    assertTrue(again.err().startsWith("There is a store"), again.err());
    try (Stream<Path> files = Files.list(copy)) {
      for (Path file : files.toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }

    app.close();
    app = RunningApp.in(copy);
    assertEquals(2, app.exposures());
    assertTrue(app.converted("alice"));
    assertEquals(before.get("visitor"), app.json("/").get("visitor"));
    assertEquals(before.get("group"), app.json("/").get("group"));
    assertEquals(2, app.exposures());
  }
}
