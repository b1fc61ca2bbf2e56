package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.support.CapturedLog;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.RunningApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose address makes the visitor, and where that address does not end up. */
class ForwardedTest {

  @TempDir private Path folder;

  @Test
  void trustedProxyTellsVisitorsApartAndAddressesAndKeysStayPrivate() throws Exception {
    List<String> secrets =
        List.of("203.0.113", "2001:db8", "the key of visitors", "secret-of-the-server");
    CapturedLog log = new CapturedLog();
    try (log;
        FakeStatsig statsig = FakeStatsig.start("secret-of-the-server");
        RunningApp app = RunningApp.in(folder, trusting(statsig))) {
      String one = app.text("/", "visitor", "X-Forwarded-For", "203.0.113.7");
      String two = app.text("/", "visitor", "X-Forwarded-For", "203.0.113.8");

      assertNotEquals(one, two);
      assertEquals(one, app.text("/", "visitor", "X-Forwarded-For", "192.0.2.1, 203.0.113.7"));
      assertEquals(one, app.text("/", "visitor", "X-Forwarded-For", "::ffff:203.0.113.7"));
      assertEquals(one, app.text("/signup", "visitor", "X-Forwarded-For", "203.0.113.7"));
      assertEquals(
          app.text("/", "visitor", "X-Forwarded-For", "2001:db8::1"),
          app.text("/", "visitor", "X-Forwarded-For", "2001:db8::2"), // the same /64
          "one /64 is one visitor");
      assertTrue(app.converted(one));
      String moved = app.text("/", "signup", "X-Forwarded-For", "203.0.113.8");
      assertEquals(two, app.text(moved, "visitor", "X-Forwarded-For", "203.0.113.9"));
      assertTrue(app.converted(two));
      assertEquals(400, app.get("/?random=a%20b", "X-Forwarded-For", "203.0.113.7").statusCode());
      statsig.answer(403); // a key that is refused is worth a line in the log
    }

    String kept = log.text() + contentOf(folder);
    assertTrue(kept.contains("live on Statsig"), "the log is captured");
    assertEquals(List.of(), secrets.stream().filter(kept::contains).toList());
    assertFalse(contentOf(folder).contains("127.0.0.1"));
  }

  private static Map<String, String> trusting(FakeStatsig statsig) {
    Map<String, String> settings = new HashMap<>(statsig.settings());
    settings.put("TRUSTED_PROXIES", "127.0.0.0/8");
    settings.put("VISITOR_ID_KEY", "the key of visitors");
    return settings;
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.0/8, '127.0.0.2, 127.0.0.3'", "'', 203.0.113.7"})
  void visitorsWhoAreAllOneAreSaidToBe(String proxies, String hops) throws Exception {
    try (RunningApp app = RunningApp.in(folder, Map.of("TRUSTED_PROXIES", proxies))) {
      for (int i = 0; i < 110; i++) {
        app.get("/", "X-Forwarded-For", hops);
      }
      JsonObject ready = app.json("/ready");
      assertEquals("degraded", ready.get("state").getAsString(), ready::toString);
      assertTrue(ready.toString().contains("TRUSTED_PROXIES"), ready::toString);
      assertTrue(app.get("/results").body().contains("came from one address"));
    }
  }

  /** All that the program left behind, byte by byte. */
  private static String contentOf(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    assertTrue(all.indexOf("CREATE TABLE visitor") >= 0, "the store is among them");
    return all.toString();
  }
}
