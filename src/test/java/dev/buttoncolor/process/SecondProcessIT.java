package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.RunningProgram.Ended;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder belongs to one process at a time. */
class SecondProcessIT {
  @TempDir private Path folder;

  @Test
  void aSecondProcessRefusesToStartAndTheFirstGoesOn() throws Exception {
    try (RunningProgram first = RunningProgram.ofJar(folder, Map.of())) {
      Ended second = RunningProgram.endOfJar(folder);
      assertEquals(2, second.exitCode());
      assertEquals(1, second.output().lines().count(), second::output);
      assertTrue(second.output().startsWith("DATA_DIR is "), second::output);
      assertTrue(
          second.output().contains("another process of this program is using"), second::output);
      assertEquals(200, first.get("/ready").status());
    }
  }
}
