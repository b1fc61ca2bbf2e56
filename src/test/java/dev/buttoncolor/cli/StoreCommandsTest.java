package dev.buttoncolor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.support.CommandRun;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RunningApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.List;
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
  private String out;
  private String err;

  @BeforeEach
  void start() throws StartException {
    app = RunningApp.in(folder);
  }

  @AfterEach
  void stop() {
    app.close();
  }

  private Settings settings() {
    return Settings.from(Map.of("DATA_DIR", folder.toString()));
  }

  /** With no answer to a question. */
  private int run(String... args) {
    return run("", new ByteArrayOutputStream(), settings(), args);
  }

  private int run(String answer, OutputStream rows, Settings settings, String... args) {
    Commands commands = new Commands(null, () -> settings, new StringReader(answer), rows);
    CommandRun run = CommandRun.of(commands.commandLine(), args);
    out = run.out();
    err = run.err();
    return run.exitCode();
  }

  private int export(String... options) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    String[] args = Stream.concat(Stream.of("export"), Stream.of(options)).toArray(String[]::new);
    int exitCode = run("", rows, settings(), args);
    out = rows.toString(StandardCharsets.UTF_8);
    return exitCode;
  }

  private void visit(String visitor) {
    app.get("/?random=" + visitor);
    app.get("/signup?random=" + visitor); // committed with its answer, the exposure before it
  }

  @Test
  void exportWritesARowForEachVisitor() {
    visit("alice");
    visit("bob");
    assertEquals(0, export());

    List<String> lines = out.lines().toList();
    assertEquals(
        "user_id,experiment_id,variation_id,timestamp,signed_up_at,crossed_over", lines.get(0));
    assertEquals(3, lines.size());
    String group = app.text("/?random=alice", "group");
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.matches(
                        "alice,button_color_v3," + group + ",[0-9T:.-]+Z,[0-9T:.-]+Z,false")),
        out);
    assertEquals(0, export("--format", "jsonl", "--run", "1"));
    for (String line : out.lines().toList()) {
      assertEquals(
          "button_color_v3",
          JsonParser.parseString(line).getAsJsonObject().get("experiment_id").getAsString());
    }
  }

  @Test
  void csvIsSafeInASpreadsheetAndJsonIsAsItIs() {
    visit("-alice");
    assertEquals(0, export());
    assertTrue(out.contains("\n'-alice,"), out);
    assertEquals(0, export("--format", "jsonl"));
    assertTrue(out.contains("\"-alice\""), out);
  }

  @Test
  void exportEndsAtTheFirstWriteThatFails() throws IOException {
    for (int i = 0; i < 200; i++) { // more than is written at once
      app.get("/?random=visitor-" + i);
    }
    visit("last"); // committed with its answer, and so are those before it
    OutputStream closed = mock();
    doThrow(new IOException("Broken pipe")).when(closed).write(any(), anyInt(), anyInt());
    assertEquals(1, run("", closed, settings(), "export"));
    assertEquals("The export is not complete: Broken pipe.", err.strip());
    verify(closed).write(any(), anyInt(), anyInt());
    verifyNoMoreInteractions(closed);
  }

  @Test
  void visitorIsForgottenOnceThatIsConfirmed() {
    visit("alice");
    assertEquals(1, forget("no\n"));
    assertTrue(err.endsWith("Nothing was changed." + System.lineSeparator()), err);
    assertEquals(1, app.exposures());
    assertEquals(0, forget("yes\n"));

    assertEquals("The visitor was erased from 1 run.", out.strip());
    assertEquals(0, app.exposures());
  }

  private int forget(String answer) {
    return run(answer, new ByteArrayOutputStream(), settings(), "forget", "--visitor", "alice");
  }

  @Test
  void shippedGroupIsWhatEverybodyGetsUntilAResetDealsAnew() throws StartException {
    visit("alice"); // in Orange
    assertEquals(0, run("ship", "--group", "Red", "--yes"), () -> err);
    assertEquals("Run 1 has ended; everybody now gets Red.", out.strip());
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

    assertEquals(0, run("reset", "--yes"));
    Polling.until(() -> app.text("/?random=alice", "group").equals("Green"));
    visit("alice");
    assertEquals(1, app.json("/results.json").get("visitors").getAsInt());
    assertEquals("ENDED", app.json("/results.json?run=1").get("state").getAsString());
  }

  @Test
  void groupOfALiveExperimentIsShippedInStatsigsConsole() {
    Settings live =
        Settings.from(Map.of("DATA_DIR", folder.toString(), "STATSIG_API_KEY", "secret-key"));
    OutputStream none = new ByteArrayOutputStream();
    assertEquals(1, run("", none, live, "ship", "--group", "Red", "--yes"));
    assertTrue(err.startsWith("The experiment is live: ship the group in Statsig's"), err);
  }

  @Test
  void lostVisitorKeyCountsNobodyTwice() throws Exception {
    app.get("/"); // by address, so by the key
    app.close();
    Files.delete(folder.resolve("visitor-id.key"));
    StartException refusal = assertThrows(StartException.class, () -> RunningApp.in(folder));
    assertTrue(
        refusal.getMessage().startsWith("The visitor key is not the one"), refusal::toString);

    assertEquals(0, run("reset", "--new-key", "--yes"), () -> err);
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
          "INSERT INTO outbox (visitor, name, json, logged_at, halvings, due_at, refusal)"
              + " VALUES (x'61', 'visited_signup', '{}', 1000, 0, %s)".formatted(dueAndRefusal));
    }
  }

  @Test
  void deadLettersAreListedAndSentAgain() throws Exception {
    addToOutbox("0, NULL");
    addToOutbox("NULL, '400 no such project'");
    assertEquals(0, run("outbox"));
    assertEquals("1970-01-01T00:00:01Z visited_signup of a: 400 no such project", out.strip());
    assertEquals("Dead letters: 1.", err.strip());
    assertEquals(0, run("outbox", "retry"));
    assertEquals("Dead letters to be sent again: 1.", out.strip());
    assertEquals(0, run("outbox"));
    assertEquals("", out);
  }

  @Test
  void backupServesTheSameVisitorsAndSendsNothingTwice(@TempDir Path elsewhere) throws Exception {
    JsonObject before = app.json("/"); // by address, so by the key
    visit("alice");
    addToOutbox("0, NULL");
    Path copy = elsewhere.resolve("copy");
    assertEquals(0, run("backup", copy.toString()), () -> err);
    assertTrue(out.contains("with the visitor key. 1 events that wait"), out);
    assertEquals(1, run("backup", copy.toString()));
    assertTrue(err.contains("There is a store"), err);
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
