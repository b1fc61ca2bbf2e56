package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.cli.Commands;
import dev.buttoncolor.support.CommandRun;
import dev.buttoncolor.support.RunningProgram;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator against the program that it is for. */
class SimulateEndToEndTest {
  private static final String RATES = "Blue=0,Green=1,Red=0,Orange=1";

  @TempDir private Path folder;

  @Test
  void thePageMeasuresWhatTheSimulatorKnows() throws Exception {
    try (RunningProgram program = RunningProgram.ofClasses(folder, Map.of())) {
      CommandRun run =
          CommandRun.of(
              Commands.of(App::start),
              "simulate",
              "--url=" + program.url(),
              "--visitors=200",
              "--per-second=1000",
              "--seed=7",
              "--rates=" + RATES);
      String said = run.out();
      assertEquals(0, run.exitCode(), said);
      assertFalse(said.contains("did not gain"), said);
      assertFalse(said.contains("Not counted"), said);
      assertTrue(said.contains("The page's verdict: "), said);
      for (String line : said.lines().filter(l -> l.matches("(Blue|Red) +\\d.*")).toList()) {
        assertTrue(line.endsWith(" 0.00 %"), line);
      }
      for (String line : said.lines().filter(l -> l.matches("(Green|Orange) +\\d.*")).toList()) {
        assertTrue(line.endsWith(" 100.00 %"), line);
      }
      assertEquals(4, said.lines().filter(l -> l.matches(".*  (right|open): .*")).count(), said);
      assertEquals(
          4, said.lines().filter(l -> l.matches("(Blue|Green|Red|Orange) +\\d.*")).count());
    }
  }
}
