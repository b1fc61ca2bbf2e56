package dev.buttoncolor.web.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.store.database.Gate;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RawConnection;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a load balancer is told of an instance in live mode, and why. */
@Execution(ExecutionMode.CONCURRENT)
class ReadyTest {

  private static final String KEY = "secret-of-this-ready-test";

  @TempDir private Path folder;
  private FakeStatsig statsig;

  @BeforeEach
  void start() throws IOException {
    statsig = FakeStatsig.start(KEY, Specs.standard());
  }

  @AfterEach
  void stop() {
    statsig.close();
  }

  @Test
  void noSpecsAreKnown() throws Exception {
    statsig.refuse();
    try (RunningApp app = live()) {
      assertFailed(app.uri(), "experiment", "has no specs");
    }
  }

  @Test
  void storeOfItsOwnCannotBeWritten() throws Exception {
    try (RunningApp app = live();
        Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("experiment.db"));
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      assertFailed(app.uri(), "store", "0 dropped");
      lock.execute("ROLLBACK");
      awaitReady(app.uri());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"experiment.db-shm", "lock"})
  void storeOfItsOwnIsGoneOrNoLongerKeptFromOthers(String file) throws Exception {
    try (RunningApp app = live()) {
      Files.delete(folder.resolve(file));
      assertFailed(app.uri(), "store", file + " was deleted or replaced");
      assertEquals(503, app.get("/signup?random=late").statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void statsigRefusesTheKey(int status) throws Exception {
    leaveEventsBehind();
    statsig.answer(status);
    try (RunningApp app = live()) {
      String refusal = "Statsig refuses the server key: answered " + status;
      assertReady(app.uri(), "degraded", "experiment", refusal);
      awaitDegraded(app.uri(), "outbox", refusal);
    }
  }

  @Test
  void statsigIsAway() throws Exception {
    leaveEventsBehind();
    statsig.refuse();
    try (RunningApp app = live()) {
      assertReady(
          app.uri(),
          "degraded",
          "experiment",
          "Statsig serves no specs: no answer: ConnectException");
      awaitDegraded(app.uri(), "outbox", "Statsig takes no events: no answer");
    }
  }

  /** The events of a life that ended while Statsig took none. */
  private void leaveEventsBehind() throws Exception {
    try (RunningApp app = live()) {
      statsig.answer(503);
      app.get("/?random=alice");
    }
  }

  @Test
  void statsigSentADocumentThatWasRefused() throws Exception {
    live().close();
    statsig.serve(Specs.standard().replace("\"user_bucket\"", "\"moon\""));
    try (RunningApp app = live()) {
      assertReady(
          app.uri(), "degraded", "experiment", "Statsig sent specs that cannot be used: its");
    }
  }

  @Test
  void unitIsNotTheUserId() throws Exception {
    statsig.serve(Specs.standard().replace("\"idType\": \"userID\"", "\"idType\": \"stableID\""));
    try (RunningApp app = live()) {
      assertReady(
          app.uri(),
          "degraded",
          "experiment",
          "the experiment assigns by \"stableID\", and visitors have only user ids");
    }
  }

  @Test
  void sharedDatabaseIsAway() throws Exception {
    try (Gate gate = new Gate()) {
      gate.open();
      Map<String, String> settings = new HashMap<>(statsig.settings());
      settings.put("VISITOR_ID_KEY", "a secret that instances share");
      settings.put("DATABASE_URL", gate.databaseUrl());
      try (RunningApp app = RunningApp.in(folder, settings)) {
        assertReady(app.uri(), "ok", "store", "takes writes");
        assertTrue(app.json("/signup?random=elsewhere").get("counted").isJsonNull());
        gate.shut();
        awaitDegraded(app.uri(), "store", "refused");
        gate.open();
        awaitReady(app.uri());
      }
    }
  }

  private RunningApp live() throws Exception {
    return RunningApp.in(folder, statsig.settings());
  }

  private static void assertFailed(URI server, String check, String detail) throws IOException {
    assertTold(ready(server), 503, "failed", check, detail);
  }

  private static void assertReady(URI server, String state, String check, String detail)
      throws IOException {
    assertTold(ready(server), 200, state, check, detail);
  }

  private static void assertTold(
      RawAnswer ready, int status, String state, String check, String detail) {
    assertEquals(status, ready.status(), ready::body);
    JsonObject told = JsonParser.parseString(ready.body()).getAsJsonObject();
    assertEquals(status == 200, told.get("ready").getAsBoolean(), ready::body);
    assertEquals(state, told.get("state").getAsString(), ready::body);
    JsonObject made = told.getAsJsonObject("checks").getAsJsonObject(check);
    assertEquals(state, made.get("state").getAsString(), ready::body);
    assertTrue(made.get("detail").getAsString().contains(detail), ready::body);
  }

  /** Asks until a check has heard of it: each says what it last met. */
  private static void awaitDegraded(URI server, String check, String detail) throws IOException {
    RawAnswer ready = await(server, check, detail);
    assertTold(ready, 200, "degraded", check, detail);
  }

  private static void awaitReady(URI server) throws IOException {
    assertEquals(200, await(server, "store", "takes writes").status());
  }

  private static RawAnswer await(URI server, String check, String detail) throws IOException {
    AtomicReference<RawAnswer> last = new AtomicReference<>();
    Polling.until(
        () -> {
          last.set(ready(server));
          return detailOf(last.get(), check).contains(detail);
        },
        last::get);
    return last.get();
  }

  private static String detailOf(RawAnswer ready, String check) {
    return JsonParser.parseString(ready.body())
        .getAsJsonObject()
        .getAsJsonObject("checks")
        .getAsJsonObject(check)
        .get("detail")
        .getAsString();
  }

  private static RawAnswer ready(URI server) {
    try (RawConnection connection = RawConnection.to(server)) {
      return connection.get("/ready").answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
