package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
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
  void withoutOneAllIsServedAtOneAddress() throws Exception {
    try (App app = App.start(RunningApp.settings(folder, Map.of()))) {
      assertEquals(app.uri(), app.operationsUri());
      assertEquals(200, status(app.uri(), "/health"));
      assertEquals(200, status(app.uri(), "/"));
    }
  }

  private static int status(URI server, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.resolve(path)).build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
  }
}
