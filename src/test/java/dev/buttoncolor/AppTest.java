package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.support.RunningApp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What outlives a process, what two processes share, and what keeps one from starting. */
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

  @Test
  void instancesWithTheSameKeyAgreeOnEveryVisitor() throws StartException {
    Map<String, String> shared =
        Map.of("VISITOR_ID_KEY", "a secret of this test", "TRUSTED_PROXIES", "127.0.0.0/8");
    try (RunningApp one = RunningApp.in(folder, shared);
        RunningApp two = RunningApp.in(other, shared)) {
      for (String address : new String[] {"203.0.113.7", "203.0.113.8", "2001:db8::1"}) {
        assertEquals(
            one.json("/", "X-Forwarded-For", address), two.json("/", "X-Forwarded-For", address));
      }
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
    assertStartEnds(
        "The specs in " + file + " cannot be used: " + why, Map.of("SPECS_FILE", file.toString()));
  }

  @Test
  void unknownControlGroupEndsTheStartAndGivesTheDataDirectoryUp() throws StartException {
    assertStartEnds(
        "CONTROL_GROUP is \"Purple\", but the experiment's groups are Blue, Green, Red, Orange.",
        Map.of("CONTROL_GROUP", "Purple"));
    RunningApp.in(folder).close();
  }

  private void assertStartEnds(String sentence, Map<String, String> settings) {
    Exception end = assertThrows(Exception.class, () -> RunningApp.in(folder, settings).close());

    assertTrue(end.getMessage().startsWith(sentence), end.getMessage());
    assertEquals(1, end.getMessage().lines().count());
    assertTrue(end.getMessage().endsWith("."), end.getMessage());
  }
}
