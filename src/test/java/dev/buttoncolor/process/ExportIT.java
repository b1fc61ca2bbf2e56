package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.RunningProgram.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export to real standard output. */
class ExportIT {

  private static final int VISITORS = 3_000;

  @TempDir private static Path folder;

  @BeforeAll
  static void fillStore() throws Exception {
    try (RunningProgram program = RunningProgram.ofJar(folder, Map.of())) {
      program.stop();
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("experiment.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO visitor (run, visitor, instance, group_name, stretch, exposed_at, crossed_over)
          WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < %d)
          SELECT 1, CAST('visitor-' || n AS BLOB), 1, 'Grün 😀', 1, 1700000000000, 0 FROM i\
          """
              .formatted(VISITORS));
    }
  }

  /** The environment is empty, so the locale is POSIX and its encoding ASCII. */
  private Ended exportTo(String redirection) throws Exception {
    String script = "set -o pipefail; \"$0\" -Dfile.encoding=US-ASCII \"$@\" " + redirection;
    return RunningProgram.endOfJar(folder, List.of("bash", "-c", script), "export");
  }

  @Test
  void isWholeAndInUtf8WhateverTheLocale() throws Exception {
    assertEquals(new Ended(0, ""), exportTo("> rows.csv"));
    List<String> rows = Files.readAllLines(folder.resolve("rows.csv"), StandardCharsets.UTF_8);
    assertEquals(1 + VISITORS, rows.size());
    assertTrue(rows.get(VISITORS).contains(",Grün 😀,"), rows.get(VISITORS));
  }

  @Test
  void diskWithoutRoomIsAFailure() throws Exception {
    assertEquals(
        new Ended(1, "The export is not complete: No space left on device."),
        exportTo("> /dev/full"));
  }

  @Test
  void closedPipeIsAFailure() throws Exception {
    Ended ended = exportTo("| head -n 1");
    assertEquals(1, ended.exitCode());
    assertTrue(ended.output().contains("The export is not complete: Broken pipe."), ended.output());
  }
}
