package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.RunningProgram.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands beside a server that is starting, and beside each other, do what they say, and the store
 * stays whole. All of them look through every page before they write, so the store is large enough
 * that each is in the middle of its look while the others open and close the file.
 */
class StoreCommandsIT {

  /** With {@code -Dstore.visitors=1500000}, each look takes a second, without the start. */
  private static final int VISITORS = Integer.getInteger("store.visitors", 400_000);

  private static final int FORGOTTEN = Integer.getInteger("store.forgets", 6);

  private static final String ERASED = "The visitor was erased from 1 run.";

  @TempDir private static Path template;

  @TempDir private Path folder;
  private ExecutorService processes;

  @BeforeAll
  static void fillStore() throws Exception {
    try (RunningProgram program = RunningProgram.ofJar(template, Map.of())) {
      program.stop();
    }
    execute(
        template,
        """
        INSERT INTO visitor (run, visitor, instance, group_name, stretch, exposed_at, crossed_over)
        WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < %d)
        SELECT 1, unhex(printf('01%%032x', n)), 1, 'Blue', 1, 1700000000000, 0 FROM i\
        """
            .formatted(VISITORS));
    for (int i = 0; i < FORGOTTEN; i++) {
      execute(
          template,
          "INSERT INTO visitor (run, visitor, instance, group_name, stretch, exposed_at, crossed_over)"
              + " VALUES (1, CAST('known-%d' AS BLOB), 1, 'Blue', 1, 1700000000000, 0)"
                  .formatted(i));
    }
  }

  @BeforeEach
  void copyStore() throws Exception {
    for (String file : List.of("experiment.db", "visitor-id.key")) {
      Files.copy(template.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  @AfterEach
  void endProcesses() {
    processes.shutdownNow();
  }

  @Test
  void besideAStartingServer() throws Exception {
    processes = Executors.newFixedThreadPool(4);
    Future<RunningProgram> starting =
        processes.submit(() -> RunningProgram.ofJar(folder, Map.of()));
    Future<Ended> forget =
        processes.submit(
            () -> RunningProgram.endOfJar(folder, "forget", "--visitor", "known-0", "--yes"));
    Future<Ended> export =
        processes.submit(
            () ->
                RunningProgram.endOfJar(
                    folder,
                    List.of("bash", "-c", "set -o pipefail; \"$0\" \"$@\" | wc -l"),
                    "export",
                    "--run",
                    "1"));
    Future<Ended> reset = processes.submit(() -> RunningProgram.endOfJar(folder, "reset", "--yes"));

    try (RunningProgram program = starting.get()) {
      assertEquals(new Ended(0, ERASED), forget.get());
      assertEquals(new Ended(0, "Run 2 has begun."), reset.get());
      assertEquals(0, export.get().exitCode(), export.get().output());
      program.get("/?random=late");
      assertEquals(200, program.get("/signup?random=late").status());
      program.stop();
    }
    assertEquals("ok", query("PRAGMA integrity_check"));
    assertEquals("1", query("SELECT count(*) FROM visitors WHERE visitor = 'late'"));
    assertEquals(
        String.valueOf(VISITORS + FORGOTTEN - 1),
        query("SELECT count(*) FROM visitor WHERE run = 1"));
  }

  @Test
  void forgetBesideForget() throws Exception {
    processes = Executors.newFixedThreadPool(3);
    List<Future<Ended>> all = new ArrayList<>();
    for (int i = 0; i < FORGOTTEN; i++) {
      String visitor = "known-" + i;
      all.add(
          processes.submit(
              () -> RunningProgram.endOfJar(folder, "forget", "--visitor", visitor, "--yes")));
    }
    List<Ended> ended = new ArrayList<>();
    for (Future<Ended> each : all) {
      ended.add(each.get());
    }
    assertEquals(Collections.nCopies(FORGOTTEN, new Ended(0, ERASED)), ended);
    assertEquals("ok", query("PRAGMA integrity_check"));
    assertEquals(String.valueOf(VISITORS), query("SELECT count(*) FROM visitor"));
  }

  private static void execute(Path folder, String sql) throws SQLException {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String query(String sql) throws SQLException {
    try (Connection connection = connect(folder);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(Path folder) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("experiment.db"));
  }
}
