package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir private Path folder;

  @Test
  void healthcheckDoesNotPayForTheParser() throws Exception {
    ProgramRun run = ProgramRun.of(folder, Map.of("PORT", "1"), "healthcheck");
    assertEquals(1, run.exitCode());
    assertEquals("http://127.0.0.1:1 does not answer: Connection refused.", run.output());
    assertFalse(run.loadedParser());
  }

  @Test
  void healthcheckWithOptionsIsTheSame() throws Exception {
    ProgramRun run = ProgramRun.of(folder, Map.of(), "healthcheck", "--url", "http://127.0.0.1:1");
    assertEquals(1, run.exitCode());
    assertEquals("http://127.0.0.1:1 does not answer: Connection refused.", run.output());
    assertTrue(run.loadedParser());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "serve"})
  void aBadSettingEndsServeWithoutPayingForTheParser(String command) throws Exception {
    String[] args = command.isEmpty() ? new String[0] : new String[] {command};
    ProgramRun run = ProgramRun.of(folder, Map.of("PORT", "eighty"), args);
    assertEquals(2, run.exitCode());
    assertTrue(run.output().contains("PORT"), run.output());
    assertTrue(run.output().contains("eighty"), run.output());
    assertEquals(1, run.output().lines().count(), run.output());
    assertFalse(run.loadedParser());
  }
}
