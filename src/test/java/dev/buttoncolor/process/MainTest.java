package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.cli.Healthcheck;
import dev.buttoncolor.support.ProgramRun;
import dev.buttoncolor.support.RunningProgram;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  /** What a process that this signal ended exits with. */
  private static final int SIGTERM = 128 + 15;

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

  @Test
  void serveAnswersUntilItIsToldToStop() throws Exception {
    try (RunningProgram program = RunningProgram.in(folder, "serve")) {
      assertEquals(0, Healthcheck.run(program.url()));
      assertEquals(SIGTERM, program.stop());
      assertEquals(1, Healthcheck.run(program.url()));
      assertTrue(program.lines().stream().noneMatch(l -> l.contains("WARN")), program::said);
      assertFalse(ProgramRun.loadedParser(folder));
    }
  }

  @Test
  void aPortThatIsTakenEndsTheStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      ProgramRun run =
          ProgramRun.of(folder, Map.of("PORT", port, "DATA_DIR", folder.toString()), "serve");
      assertEquals(1, run.exitCode());
      assertTrue(run.output().contains("port " + port), run.output());
    }
  }
}
