package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RawConnection;
import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators can have a port of their own, which visitors need not reach. */
class AdminPortTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"PORT", "ADMIN_PORT"})
  void operatorsAndVisitorsAreServedApart(String resultsOn) throws Exception {
    Map<String, String> settings = Map.of("ADMIN_PORT", "0", "RESULTS_ON", resultsOn);
    try (App app = App.start(RunningApp.settings(folder, settings))) {
      boolean apart = resultsOn.equals("ADMIN_PORT");
      URI results = apart ? app.operationsUri() : app.uri();
      assertServedAt(app, app.operationsUri(), "/health", "/ready", "/metrics");
      assertServedAt(app, app.uri(), "/", "/signup");
      assertServedAt(app, results, "/results", "/results.json", "/results.csv");
      for (String page : List.of("/?random=a", "/signup?random=a")) {
        assertEquals(!apart, body(app.uri(), page).contains("/results"), page);
      }
      Matcher style =
          Pattern.compile("href=\"(/static/results[^\"]*\\.css)\"")
              .matcher(body(results, "/results"));
      assertTrue(style.find());
      assertFalse(body(results, style.group(1)).isEmpty());
    }
  }

  private static void assertServedAt(App app, URI server, String... paths) throws IOException {
    URI other = server.equals(app.uri()) ? app.operationsUri() : app.uri();
    for (String path : paths) {
      try (RawConnection here = RawConnection.to(server);
          RawConnection there = RawConnection.to(other)) {
        assertFalse(here.get(path).answer().status() == 404, path);
        assertEquals(404, there.get(path).answer().status(), path);
      }
    }
  }

  private static String body(URI server, String path) throws IOException {
    try (RawConnection connection = RawConnection.to(server)) {
      return connection.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").answer().body();
    }
  }
}
