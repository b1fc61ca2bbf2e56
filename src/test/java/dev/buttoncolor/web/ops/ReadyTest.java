package dev.buttoncolor.web.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.store.database.Gate;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      assertFailed(app, "experiment", "has no specs");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"experiment.db-shm", "lock"})
  void storeOfItsOwnIsGoneOrNoLongerKeptFromOthers(String file) throws Exception {
    try (RunningApp app = live()) {
      Files.delete(folder.resolve(file));
      assertFailed(app, "store", file + " was deleted or replaced");
    }
  }

  @Test
  void statsigIsAway() throws Exception {
    try (RunningApp app = live()) { // which leaves an event behind
      statsig.answer(503);
      app.get("/?random=alice");
    }
    statsig.refuse();
    try (RunningApp app = live()) {
      assertDegraded(app, "experiment", "Statsig serves no specs: no answer: ConnectException");
      assertDegraded(app, "outbox", "Statsig takes no events: no answer");
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
        assertTold(app, 200, "ok", "store", "takes writes");
        assertTrue(app.json("/signup?random=elsewhere").get("counted").isJsonNull());
        gate.shut();
        assertDegraded(app, "store", "refused");
        gate.open();
        assertTold(app, 200, "ok", "store", "takes writes");
      }
    }
  }

  private RunningApp live() throws Exception {
    return RunningApp.in(folder, statsig.settings());
  }

  private static void assertFailed(RunningApp app, String check, String detail) {
    assertTold(app, 503, "failed", check, detail);
  }

  private static void assertDegraded(RunningApp app, String check, String detail) {
    assertTold(app, 200, "degraded", check, detail);
  }

  /** Asks until the check has heard of it: each says what it last met. */
  private static void assertTold(
      RunningApp app, int status, String state, String check, String detail) {
    AtomicReference<JsonObject> told = new AtomicReference<>();
    Polling.until(
        () -> {
          told.set(app.json("/ready"));
          return check(told.get(), check).get("detail").getAsString().contains(detail);
        },
        told::get);
    JsonObject ready = told.get();
    assertEquals(status, app.get("/ready").statusCode(), ready::toString);
    assertEquals(status == 200, ready.get("ready").getAsBoolean(), ready::toString);
    assertEquals(state, ready.get("state").getAsString(), ready::toString);
    assertEquals(state, check(ready, check).get("state").getAsString(), ready::toString);
  }

  private static JsonObject check(JsonObject ready, String check) {
    return ready.getAsJsonObject("checks").getAsJsonObject(check);
  }
}
