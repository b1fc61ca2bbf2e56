package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.RunningProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  /** What a process that this signal ended exits with. */
  private static final int SIGTERM = 128 + 15;

  @TempDir private Path folder;

  @Test
  void healthcheckDoesNotPayForTheParser() throws Exception {
    Ended run = RunningProgram.endOfClasses(folder, Map.of("PORT", "1"), "healthcheck");
    assertEquals(1, run.exitCode());
    assertEquals("http://127.0.0.1:1 does not answer: Connection refused.", run.output());
    assertFalse(loadedParser());
  }

  @Test
  void digitsOfTheMachinesLocaleAreNotUsed() throws Exception {
    String locale = "-Duser.language=ar -Duser.country=EG";
    Ended run =
        RunningProgram.endOfClasses(
            folder, Map.of("PORT", "1", "JAVA_TOOL_OPTIONS", locale), "healthcheck");
    assertEquals(1, run.exitCode(), run.output());
    assertTrue(
        run.output().endsWith("http://127.0.0.1:1 does not answer: Connection refused."),
        run.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "healthcheck"})
  void lineOfTheFileThatCannotBeReadEndsTheCommandAndIsNotShown(String command) throws Exception {
    Files.writeString(folder.resolve(".env"), "PORT=0\nSTATSIG_API_KEY: secret-hidden\n");
    Ended run = RunningProgram.endOfClasses(folder, Map.of(), command);
    assertEquals(2, run.exitCode());
    assertEquals("Line 2 of .env is not written as NAME=value.", run.output());
  }

  @Test
  void folderFromWhichSqlitesLibraryCannotBeLoadedIsNamed() throws Exception {
    Ended run =
        RunningProgram.endOfClasses(
            folder,
            Map.of(
                "DATA_DIR", folder.toString(), "JDK_JAVA_OPTIONS", "-Dorg.sqlite.tmpdir=/nowhere"));
    assertEquals(1, run.exitCode());
    String last = run.output().lines().reduce("", (before, line) -> line);
    assertTrue(last.contains("SQLite's library cannot be loaded: it is copied to"), run.output());
    assertFalse(run.output().contains("\tat "), run.output());
  }

  /**
   * In an image a flag of the JVM's does the same. How large a heap is too small, and on which
   * thread that shows, differs from JDK to JDK.
   */
  @Test
  @EnabledOnJre(JRE.JAVA_17)
  void lackOfMemoryEndsTheProcessAndIsSaid() throws Exception {
    Ended run =
        RunningProgram.endOfClasses(
            folder,
            Map.of("DATA_DIR", folder.toString(), "PORT", "0", "JDK_JAVA_OPTIONS", "-Xmx9m"));
    assertEquals(3, run.exitCode(), run.output());
    assertTrue(run.output().contains("The program ends: java.lang.OutOfMemoryError"), run.output());
  }

  @Test
  void misspelledSettingIsWarnedOf() throws Exception {
    Ended run =
        RunningProgram.endOfClasses(
            folder, Map.of("STATSIG_APIKEY", "secret-hidden", "PORT", "eighty"), "serve");
    assertTrue(
        run.output()
            .contains("STATSIG_APIKEY is set, but is no setting: was STATSIG_API_KEY meant?"),
        run.output());
    assertFalse(run.output().contains("hidden"), run.output());
  }

  @Test
  void aBadSettingEndsServeWithOneSentenceWithoutPayingForTheParser() throws Exception {
    Ended run = RunningProgram.endOfClasses(folder, Map.of("PORT", "eighty"));
    assertEquals(2, run.exitCode());
    assertTrue(run.output().startsWith("PORT is \"eighty\""), run.output());
    assertEquals(1, run.output().lines().count(), run.output());
    assertFalse(loadedParser());
  }

  @Test
  void serveAnswersUntilItIsToldToStop() throws Exception {
    try (RunningProgram program = RunningProgram.ofClasses(folder, Map.of(), "serve")) {
      assertEquals(200, program.get("/health").status());
      assertEquals(SIGTERM, program.stop());
      assertTrue(program.lines().stream().noneMatch(l -> l.contains("WARN")), program::said);
      assertFalse(loadedParser());
    }
  }

  @Test
  void logIsJsonLinesInUtcWithoutWhoAVisitorIs() throws Exception {
    Map<String, String> settings =
        Map.of("LOG_FORMAT", "json", "LOG_LEVEL", "debug", "ACCESS_LOG", "on", "TZ", "Asia/Tokyo");
    try (RunningProgram program = RunningProgram.ofClasses(folder, settings, "serve")) {
      program.get("/?random=alice");
      program.get("/nowhere");
      program.stop();
      List<JsonObject> lines =
          program.lines().stream().map(l -> JsonParser.parseString(l).getAsJsonObject()).toList();
      Instant.parse(lines.get(0).get("time").getAsString());
      assertTrue(
          lines.stream().anyMatch(l -> l.get("level").getAsString().equals("DEBUG")),
          program::said);
      List<String> accesses =
          lines.stream()
              .filter(line -> line.get("logger").getAsString().equals("access"))
              .map(
                  line -> line.get("message").getAsString().replaceAll("\\d+ bytes \\d+ ms", "..."))
              .sorted() // a line comes after its answer
              .toList();
      assertEquals(List.of("GET / 200 ...", "GET /nowhere 404 ..."), accesses, program::said);
    }
  }

  /** Whether the program has loaded a class of the parser of command lines. */
  private boolean loadedParser() throws IOException {
    return Files.readString(folder.resolve("classes.log")).contains(" picocli.");
  }
}
