package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.cli.ServeCommand.StartException;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RawAnswer;
import dev.buttoncolor.support.RawConnection;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.web.http.Assets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program starts, listens and stops, and what outlives it. */
class AppTest {

  @TempDir private Path folder;
  @TempDir private Path other;

  @Test
  void sameVisitorKeepsTheSameColorOverRestarts() throws StartException {
    JsonObject before;
    try (RunningApp app = RunningApp.in(folder)) {
      before = app.json("/");
      app.get("/signup");
    }
    try (RunningApp app = RunningApp.in(folder)) {
      assertEquals(before, app.json("/"));
      assertEquals(1, app.exposures());
      assertTrue(app.converted(before.get("visitor").getAsString()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"groups: 4 | it is not a JSON object", "\u00ff | it is not UTF-8 text."})
  void specsThatCannotBeUsedEndTheStart(String specs, String why) throws Exception {
    Path file = other.resolve("specs.json");
    Files.write(file, specs.getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(
        "The specs in " + file + " cannot be used: " + why, Map.of("SPECS_FILE", file.toString()));
  }

  @Test
  void unknownControlGroupEndsTheStartAndGivesTheDataDirectoryUp() throws StartException {
    assertRefused(
        "CONTROL_GROUP is \"Purple\", but the experiment's groups are Blue, Green, Red, Orange.",
        Map.of("CONTROL_GROUP", "Purple"));
    RunningApp.in(folder).close();
  }

  @Test
  void portOfAnotherProgramEndsTheStart() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      for (String setting : List.of("PORT", "ADMIN_PORT")) {
        assertRefused(
            "Cannot listen on 127.0.0.1 port %s: the port is in use; stop the program that uses it, or set %s to another."
                .formatted(port, setting),
            Map.of(setting, port));
      }
    }
  }

  @Test
  void hostOfAnotherMachineEndsTheStart() {
    assertRefused(
        "Cannot listen on 192.0.2.1 port 0: HOST is not an address of this machine; 0.0.0.0"
            + " listens on all of its addresses.",
        Map.of("HOST", "192.0.2.1")); // an address for documentation, no machine's
  }

  private void assertRefused(String sentence, Map<String, String> settings) {
    Exception end = assertThrows(Exception.class, () -> RunningApp.in(folder, settings).close());

    assertTrue(end.getMessage().startsWith(sentence), end.getMessage());
    assertEquals(1, end.getMessage().lines().count());
    assertTrue(end.getMessage().endsWith("."), end.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PORT", "ADMIN_PORT"})
  void operatorsAndVisitorsAreServedApart(String resultsOn) throws Exception {
    Map<String, String> settings = Map.of("ADMIN_PORT", "0", "RESULTS_ON", resultsOn);
    try (App app = App.start(RunningApp.settings(folder, settings))) {
      boolean apart = resultsOn.equals("ADMIN_PORT");
      URI visitors = app.uri();
      URI operators = app.operationsUri();
      assertServedAt(operators, visitors, "/health", "/ready", "/metrics");
      assertServedAt(visitors, operators, "/", "/signup");
      URI readers = apart ? operators : visitors;
      URI others = apart ? visitors : operators;
      assertServedAt(readers, others, "/results", "/results.json", "/results.csv");
      assertEquals(200, get(readers, Assets.href("results.css")).status());
      for (String page : List.of("/?random=a", "/signup?random=a")) {
        assertEquals(!apart, get(visitors, page).body().contains("/results"), page);
      }
    }
  }

  private static void assertServedAt(URI here, URI there, String... paths) throws IOException {
    for (String path : paths) {
      assertNotEquals(404, get(here, path).status(), path);
      assertEquals(404, get(there, path).status(), path);
    }
  }

  private static RawAnswer get(URI server, String path) throws IOException {
    try (RawConnection connection = RawConnection.to(server)) {
      return connection.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").answer();
    }
  }

  @Test
  void visitorsAreServedWhileTheBalancerIsToldToLookAway() throws Exception {
    RunningApp app = RunningApp.in(folder, Map.of("DRAIN_SECONDS", "3600"));
    assertEquals(200, app.get("/ready").statusCode());
    Thread stop = new Thread(app::close, "stop");
    stop.start();
    Polling.until(() -> app.get("/ready").statusCode() == 503);

    assertTrue(app.get("/ready").body().contains("about to stop"));
    assertTrue(app.json("/?random=late").get("counted").getAsBoolean());
    assertTrue(app.json("/signup?random=late").get("counted").getAsBoolean());
    assertEquals(200, app.get("/health").statusCode());

    stop.interrupt(); // rather than wait for an hour
    stop.join();
  }
}
