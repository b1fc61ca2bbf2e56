package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void missingSpecsFileEndsTheStart() {
    assertStartEnds(
        "SPECS_FILE is \""
            + other.resolve("none.json")
            + "\", which is not allowed: it is a file with",
        Map.of("SPECS_FILE", other.resolve("none.json").toString()));
  }

  @Test
  void specsThatAreNoJsonEndTheStart() throws Exception {
    assertSpecsEndTheStart("groups: 4", "it is not a JSON object");
  }

  @Test
  void specsThatAreNoSpecDocumentEndTheStart() throws Exception {
    assertSpecsEndTheStart("{\"groups\": 4}", "it has no list \"dynamic_configs\"");
  }

  @Test
  void specsWithoutTheExperimentEndTheStart() throws Exception {
    String specs = Specs.standard().replace("\"name\": \"button_color_v3\"", "\"name\": \"other\"");

    assertSpecsEndTheStart(
        specs, "it has no experiment \"button_color_v3\" with groups; its experiments are [other]");
  }

  @Test
  void specsThatTheSdkWouldFailOnEndTheStart() throws Exception {
    assertSpecsEndTheStart(
        Specs.standard().replace("\"returnValue\": {", "\"returnValue\": [], \"x\": {"),
        "its \"button_color_v3\" has a return value that is not an object.");
  }

  @Test
  void unknownControlGroupEndsTheStart() {
    assertStartEnds(
        "CONTROL_GROUP is \"Purple\", but the experiment's groups are Blue, Green, Red, Orange.",
        Map.of("CONTROL_GROUP", "Purple"));
  }

  @Test
  void failedStartGivesTheDataDirectoryUp() throws StartException {
    assertStartEnds("CONTROL_GROUP", Map.of("CONTROL_GROUP", "Purple"));

    RunningApp.in(folder).close();
  }

  private void assertSpecsEndTheStart(String specs, String why) throws Exception {
    Path file = Files.writeString(other.resolve("specs.json"), specs);
    assertStartEnds(
        "The specs in " + file + " cannot be used: " + why, Map.of("SPECS_FILE", file.toString()));
  }

  private void assertStartEnds(String sentence, Map<String, String> settings) {
    Exception end = assertThrows(Exception.class, () -> RunningApp.in(folder, settings).close());

    assertTrue(end.getMessage().startsWith(sentence), end.getMessage());
    assertEquals(1, end.getMessage().lines().count());
    assertTrue(end.getMessage().endsWith("."), end.getMessage());
  }
}
