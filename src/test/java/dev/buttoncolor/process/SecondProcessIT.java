package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.ProgramRun;
import dev.buttoncolor.support.RunningProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder belongs to one process at a time. */
class SecondProcessIT {
  @TempDir private Path folder;

  @Test
  void aSecondProcessRefusesToStartAndTheFirstGoesOn() throws Exception {
    try (RunningProgram first = RunningProgram.ofJar(folder, Map.of())) {
      Process second = ProgramRun.jar(folder, Map.of()).start();
      List<String> said = second.inputReader().lines().toList();
      assertEquals(2, second.waitFor());
      assertEquals(1, said.size(), said::toString);
      assertTrue(said.get(0).startsWith("DATA_DIR is "), said::toString);
      assertTrue(said.get(0).contains("another process of this program is using"), said::toString);
      assertEquals(200, first.get("/ready").status());
    }
    try (RunningProgram next = RunningProgram.ofJar(folder, Map.of())) {
      assertEquals(200, next.get("/ready").status());
    }
  }
}
