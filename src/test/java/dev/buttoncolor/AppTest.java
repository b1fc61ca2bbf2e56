package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void instancesWithTheirOwnKeysTellNothingAboutEachOthersVisitors() throws StartException {
    try (RunningApp one = RunningApp.in(folder);
        RunningApp two = RunningApp.in(other)) {
      assertNotEquals(one.text("/", "visitor"), two.text("/", "visitor"));
    }
  }

  @Test
  void visitorWhoIsDealtAnewIsACrossoverAndStaysInTheirFirstGroup() throws Exception {
    try (RunningApp app = RunningApp.in(folder)) {
      assertEquals("Orange", app.text("/?random=alice", "group"));
    }
    Path specs = Files.writeString(other.resolve("specs.json"), Specs.dealtAnew("another"));
    try (RunningApp app = RunningApp.in(folder, Map.of("SPECS_FILE", specs.toString()))) {
      assertNotEquals("Orange", app.text("/?random=alice", "group"));
      assertEquals(Optional.of("Orange"), app.recordedGroup("alice"));
      assertEquals(1, app.exclusions("crossover"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{.* | groups: 4 | it is not a JSON object",
        "{.* | {\"groups\": 4} | it has no list \"dynamic_configs\"",
        "\"name\": \"button_color_v3\" | \"name\": \"other\" | it has no experiment"
            + " \"button_color_v3\" with groups; its experiments are [other]",
        "\"returnValue\": \\{ | \"returnValue\": [], \"x\": { | its \"button_color_v3\" has a"
            + " return value that is not an object.",
        "{.* | \u00ff | it is not UTF-8 text."
      })
  void specsThatCannotBeUsedEndTheStart(String part, String instead, String why) throws Exception {
    String specs =
        Pattern.compile(part.replaceFirst("^\\{", "\\\\{"), Pattern.DOTALL)
            .matcher(Specs.standard())
            .replaceAll(Matcher.quoteReplacement(instead));
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
