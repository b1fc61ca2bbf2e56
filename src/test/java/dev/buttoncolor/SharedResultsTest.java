package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.config.Settings;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.StoreAdmin;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.PostgresServer;
import dev.buttoncolor.support.RunningApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one PostgreSQL: one experiment and one result, whichever is asked. */
@Timeout(120)
class SharedResultsTest {

  private RunningApp one;
  private RunningApp two;
  private Map<String, String> settings;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    settings =
        Map.of(
            "DATABASE_URL",
            PostgresServer.shared().newDatabase(),
            "VISITOR_ID_KEY",
            "the key of a test's instances");
    one = RunningApp.in(Files.createDirectory(folder.resolve("one")), settings);
    two = RunningApp.in(Files.createDirectory(folder.resolve("two")), settings);
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void visitorLandsOnOneAndSignsUpOnTheOther() {
    JsonObject landing = one.json("/");
    assertEquals(landing, two.json("/"));
    assertTrue(two.json("/signup").get("counted").getAsBoolean());
    for (RunningApp each : List.of(one, two)) {
      Polling.until(() -> each.json("/results.json").get("signups").getAsLong() == 1);
      assertEquals(1, each.json("/results.json").get("visitors").getAsLong());
    }
  }

  @Test
  void shippedGroupIsWhatBothServe() throws StoreException {
    try (StoreAdmin admin =
        StoreAdmin.open(
            Settings.from(settings).database().orElseThrow(), Mode.EMBEDDED, "button_color_v3")) {
      admin.ship("Red", Instant.now());
    }
    for (RunningApp each : List.of(one, two)) {
      Polling.until(() -> each.text("/?random=alice", "group").equals("Red"));
    }
  }
}
