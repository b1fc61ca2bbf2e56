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
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  /** What a process that this signal ended exits with. */
  private static final int SIGTERM = 128 + 15;

  @TempDir private Path folder;

  private Ended run(Map<String, String> environment, String... args) throws Exception {
    return RunningProgram.endOfClasses(folder, environment, args);
  }

  @Test
  void healthcheckUsesNeitherTheParserNorTheDigitsOfTheMachinesLocale() throws Exception {
    String locale = "-Duser.language=ar -Duser.country=EG";
    Ended run = run(Map.of("PORT", "1", "JDK_JAVA_OPTIONS", locale), "healthcheck");
    assertEquals(1, run.exitCode());
    assertEquals(
        "http://127.0.0.1:1 does not answer: Connection refused.",
        run.output().lines().reduce("", (before, line) -> line));
    assertFalse(loadedParser());
  }

  @Test
  void lineOfTheFileThatCannotBeReadEndsTheCommandAndIsNotShown() throws Exception {
    Files.writeString(folder.resolve(".env"), "PORT=0\nSTATSIG_API_KEY: secret-hidden\n");
    assertEquals(
        new Ended(2, "Line 2 of .env is not written as NAME=value."), run(Map.of(), "healthcheck"));
  }

  @Test
  void badSettingEndsServeWithOneSentenceAndAMisspelledOneIsWarnedOf() throws Exception {
    Ended run = run(Map.of("STATSIG_APIKEY", "secret-hidden", "PORT", "eighty"));
    assertEquals(2, run.exitCode());
    List<String> lines = run.output().lines().toList();
    assertEquals(2, lines.size(), run::output);
    assertTrue(
        lines
            .get(0)
            .endsWith("STATSIG_APIKEY is set, but is no setting: was STATSIG_API_KEY meant?"),
        run::output);
    assertTrue(lines.get(1).startsWith("PORT is \"eighty\""), run::output);
    assertFalse(loadedParser());
  }

  @Test
  void folderFromWhichSqlitesLibraryCannotBeLoadedIsNamed() throws Exception {
    Ended run = run(Map.of("JDK_JAVA_OPTIONS", "-Dorg.sqlite.tmpdir=/nowhere"));
    assertEquals(1, run.exitCode());
    String last = run.output().lines().reduce("", (before, line) -> line);
    assertTrue(last.contains("SQLite's library cannot be loaded: it is copied to"), run::output);
    assertFalse(run.output().contains("\tat "), run::output);
  }

  /**
   * In an image a flag of the JVM's does the same. How large a heap is too small, and on which
   * thread that shows, differs from JDK to JDK.
   */
  @Test
  @EnabledOnJre(JRE.JAVA_17)
  void lackOfMemoryEndsTheProcessAndIsSaid() throws Exception {
    Ended run = run(Map.of("PORT", "0", "JDK_JAVA_OPTIONS", "-Xmx9m"));
    assertEquals(3, run.exitCode(), run::output);
    assertTrue(run.output().contains("The program ends: java.lang.OutOfMemoryError"), run::output);
  }

  @Test
  void serveAnswersUntilItIsToldToStopAndLogsJsonInUtcWithoutWhoAVisitorIs() throws Exception {
    Map<String, String> settings =
        Map.of("LOG_FORMAT", "json", "LOG_LEVEL", "debug", "ACCESS_LOG", "on", "TZ", "Asia/Tokyo");
    try (RunningProgram program = RunningProgram.ofClasses(folder, settings, "serve")) {
      program.get("/?random=alice");
      program.get("/nowhere");
      assertEquals(SIGTERM, program.stop());
      assertFalse(loadedParser());

      List<JsonObject> log =
          program.lines().stream().map(l -> JsonParser.parseString(l).getAsJsonObject()).toList();
      Instant.parse(log.get(0).get("time").getAsString());
      assertEquals(
          Set.of("DEBUG", "INFO"),
          log.stream().map(l -> l.get("level").getAsString()).collect(Collectors.toSet()),
          program::said);
      assertEquals(
          List.of("GET / 200 ...", "GET /nowhere 404 ..."),
          log.stream()
              .filter(line -> line.get("logger").getAsString().equals("access"))
              .map(
                  line -> line.get("message").getAsString().replaceAll("\\d+ bytes \\d+ ms", "..."))
              .sorted() // a line comes after its answer
              .toList(),
          program::said);
    }
  }

  /** Whether the program has loaded a class of the parser of command lines. */
  private boolean loadedParser() throws IOException {
    return Files.readString(folder.resolve("classes.log")).contains(" picocli.");
  }
}
