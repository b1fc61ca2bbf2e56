package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.RunningProgram;
import dev.buttoncolor.support.RunningProgram.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes beside a server that is starting, and beside each other, do what they say, and the
 * store stays whole. All of them look through every page before they write, so the store is large
 * enough that each is in the middle of its look while the others open and close the file.
 */
class StoreCommandsIT {

  /** With {@code -Dstore.visitors=1500000}, each look takes a second, without the start. */
  private static final int VISITORS = Integer.getInteger("store.visitors", 400_000);

  private static final int FORGOTTEN = Integer.getInteger("store.forgets", 3);

  private static final String GROUP = "Grün 😀";

  private static final ExecutorService PROCESSES = Executors.newFixedThreadPool(4);

  @TempDir private static Path folder;

  @BeforeAll
  static void fillStore() throws Exception {
    RunningApp.in(folder).close();
    String insert =
        """
        INSERT INTO visitor (run, visitor, instance, group_name, stretch, exposed_at, crossed_over)
        WITH RECURSIVE i (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM i WHERE n < %d)
        SELECT 1, %s, 1, '%s', 1, 1700000000000, 0 FROM i\
        """;
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(insert.formatted(VISITORS - 1, "unhex(printf('01%032x', n))", GROUP));
      statement.execute(insert.formatted(FORGOTTEN, "CAST('known-' || n AS BLOB)", GROUP));
    }
  }

  @AfterEach
  void storeIsWhole() throws SQLException {
    assertEquals("ok", query("PRAGMA integrity_check"));
    assertEquals(
        Integer.toString(VISITORS),
        query("SELECT count(*) FROM visitor WHERE length(visitor) = 17"));
  }

  @AfterAll
  static void endProcesses() {
    PROCESSES.shutdownNow();
  }

  private static Future<Ended> start(String... command) {
    return PROCESSES.submit(() -> RunningProgram.endOfJar(folder, List.of(), command));
  }

  private static Future<Ended> startToForget(int visitor) {
    return start("forget", "--visitor", "known-" + visitor, "--yes");
  }

  /** The environment is empty, so the locale is POSIX and its encoding ASCII. */
  private static Future<Ended> startExport(String target) {
    String script = "\"$0\" -Dfile.encoding=US-ASCII \"$@\" > " + target;
    return PROCESSES.submit(
        () ->
            RunningProgram.endOfJar(folder, List.of("bash", "-c", script), "export", "--run", "1"));
  }

  private static void assertErased(Future<Ended> forget) throws Exception {
    assertEquals(new Ended(0, "The visitor was erased from 1 run."), forget.get());
  }

  @Test
  void forgetBesideForget() throws Exception {
    List<Future<Ended>> all = new ArrayList<>();
    for (int i = 1; i <= FORGOTTEN; i++) {
      all.add(startToForget(i));
    }
    for (Future<Ended> each : all) {
      assertErased(each);
    }
  }

  @Test
  void besideAStartingServer() throws Exception {
    Future<RunningProgram> starting =
        PROCESSES.submit(() -> RunningProgram.ofJar(folder, Map.of()));
    Future<Ended> forget = startToForget(0);
    Future<Ended> export = startExport("rows.csv");
    Future<Ended> reset = start("reset", "--yes");
    try (RunningProgram program = starting.get()) {
      assertErased(forget);
      assertEquals(new Ended(0, "Run 2 has begun."), reset.get());
      assertEquals(new Ended(0, ""), export.get());

      Ended second = RunningProgram.endOfJar(folder, List.of());
      assertEquals(2, second.exitCode());
      assertTrue(
          second.output().matches("DATA_DIR is .*another process of this program is using.*"),
          second::output);
      program.get("/?random=late");
      assertEquals(200, program.get("/signup?random=late").status());
      program.stop();
    }
    assertEquals("1", query("SELECT count(*) FROM visitors WHERE visitor = 'late'"));
    try (Stream<String> rows = Files.lines(folder.resolve("rows.csv"))) {
      String known = "[0-9a-f]{32},button_color_v3," + GROUP + ",.*";
      assertEquals(VISITORS, rows.filter(row -> row.matches(known)).count());
    }
  }

  @Test
  void exportWithoutRoomSaysSo() throws Exception {
    assertEquals(
        new Ended(1, "The export is not complete: No space left on device."),
        startExport("/dev/full").get());
  }

  private static String query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("experiment.db"));
  }
}
