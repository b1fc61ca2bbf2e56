package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators can have a port of their own, which visitors need not reach. */
class AdminPortTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void operatorsAndVisitorsAreServedApart() throws Exception {
    try (App app = App.start(RunningApp.settings(folder, Map.of("ADMIN_PORT", "0")))) {
      assertNotEquals(app.uri(), app.operationsUri());
      for (String path : new String[] {"/health", "/ready", "/metrics"}) {
        assertEquals(200, status(app.operationsUri(), path), path);
        assertEquals(404, status(app.uri(), path), path);
      }
      for (String path : new String[] {"/", "/signup", "/results", "/results.json"}) {
        assertEquals(404, status(app.operationsUri(), path), path);
        assertEquals(200, status(app.uri(), path), path);
      }
    }
  }

  @Test
  void resultsCanBeTakenFromTheVisitorsPort() throws Exception {
    Map<String, String> settings = Map.of("ADMIN_PORT", "0", "RESULTS_ON", "ADMIN_PORT");
    try (App app = App.start(RunningApp.settings(folder, settings))) {
      for (String path : new String[] {"/results", "/results.json", "/results.csv"}) {
        assertEquals(200, status(app.operationsUri(), path), path);
        assertEquals(404, status(app.uri(), path), path);
      }
      assertFalse(body(app.uri(), "/").contains("/results"));
      assertFalse(body(app.uri(), "/signup").contains("/results"));
      String style = stylesheet(body(app.operationsUri(), "/results"));
      assertEquals(200, status(app.operationsUri(), style), style);
    }
  }

  @Test
  void withoutOneAllIsServedAtOneAddress() throws Exception {
    try (App app = App.start(RunningApp.settings(folder, Map.of()))) {
      assertEquals(app.uri(), app.operationsUri());
      assertEquals(200, status(app.uri(), "/health"));
      assertEquals(200, status(app.uri(), "/"));
    }
  }

  private static String stylesheet(String page) {
    Matcher link = Pattern.compile("href=\"(/static/results[^\"]*\\.css)\"").matcher(page);
    assertTrue(link.find(), page);
    return link.group(1);
  }

  private static int status(URI server, String path) throws IOException, InterruptedException {
    return get(server, path).statusCode();
  }

  private static String body(URI server, String path) throws IOException, InterruptedException {
    return get(server, path).body();
  }

  private static HttpResponse<String> get(URI server, String path)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
  }
}
