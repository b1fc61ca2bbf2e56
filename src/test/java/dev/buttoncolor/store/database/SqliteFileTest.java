package dev.buttoncolor.store.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A store's file is made and taken over; one that is no usable store is refused with a sentence,
 * and not a byte of it or of its log changes.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SqliteFileTest {

  private static final String MANY_PAGES =
      """
      INSERT INTO visitor (run, visitor, instance, group_name, stretch, exposed_at, crossed_over)
      WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 1000)
      SELECT 1, randomblob(17), 1, 'Blue', 1, 1700000000000, 0 FROM i\
      """;

  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("experiment.db");
  }

  private Connection open() throws StoreException {
    return SqliteFile.open(file, Duration.ofMillis(100));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** A store, and what is done to it. */
  private void store(String sql) throws Exception {
    open().close();
    execute(sql);
  }

  private void damage(UnaryOperator<byte[]> change) throws Exception {
    store(MANY_PAGES);
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }

  /** Puts a file there as a killed process leaves it, with all that was written in its log. */
  private void killed(String sql, String... files) throws Exception {
    Path used = elsewhere.resolve("experiment.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + used);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.executeUpdate(sql);
      for (String suffix : files) {
        Files.copy(Path.of(used + suffix), Path.of(file + suffix));
      }
    }
  }

  private static Arguments file(String what, String why, Executable maker) {
    return argumentSet(what, why, maker);
  }

  Stream<Arguments> unusableFiles() {
    String foreign = "is another program's database";
    String damaged = "is damaged or no SQLite database";
    return Stream.of(
        file("another program's", foreign, () -> execute("CREATE TABLE bookmark (url TEXT)")),
        file("with the same tables", foreign, () -> store("PRAGMA application_id = 78")),
        file("empty", foreign, () -> execute("PRAGMA application_id = 78")),
        file("in a log", foreign, () -> killed("CREATE TABLE bookmark (url TEXT)", "", "-wal")),
        file(
            "newer, in the log alone",
            "has schema version 999, and this program reads version 5: run a newer version",
            () ->
                killed(
                    Schema.SQLITE
                        + "; PRAGMA application_id = 0x62637374; PRAGMA user_version = 999",
                    "",
                    "-wal")),
        // Of version 1: 733 visitors, and as the program wrote it then, without its application id.
        file(
            "older",
            "commit a7e4d4c is the last that reads versions 1 to 3, and its \"export\"",
            () -> {
              try (InputStream in = SqliteFileTest.class.getResourceAsStream("version-1.db")) {
                Files.copy(in, file);
              }
            }),
        file(
            "no database",
            damaged,
            () -> Files.writeString(file, "These are my grandmother's notes. ".repeat(100))),
        file(
            "with noise in its last page",
            damaged,
            () ->
                damage(
                    bytes -> {
                      byte[] noise = new byte[4096];
                      new Random(7).nextBytes(noise);
                      System.arraycopy(noise, 0, bytes, bytes.length - noise.length, noise.length);
                      return bytes;
                    })),
        file("cut in half", damaged, () -> damage(b -> Arrays.copyOf(b, b.length / 2))),
        file(
            "a log alone", "is missing or empty, but its log", () -> killed(Schema.SQLITE, "-wal")),
        file("a folder", "is a folder", () -> Files.createDirectory(file)),
        file(
            "read-only",
            "is read-only",
            () -> {
              open().close();
              Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
              assumeFalse(Files.isWritable(file), "root may write anything");
            }));
  }

  @ParameterizedTest
  @MethodSource("unusableFiles")
  void unusableFileIsRefusedAndLeftAsItIs(String why, Executable maker) throws Throwable {
    maker.execute();
    Map<String, byte[]> before = contents();
    String message = assertThrows(StoreException.class, this::open).getMessage();
    assertTrue(message.startsWith("The store " + file), message);
    assertTrue(message.contains(why), message);
    assertTrue(message.contains("left as it is"), message);
    Map<String, byte[]> after = contents();
    assertEquals(before.keySet(), after.keySet());
    before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
  }

  /** What is kept: not the shared memory of those who read, nor a log without content. */
  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        if (!each.toString().endsWith("-shm") && Files.size(each) > 0) {
          contents.put(each.getFileName().toString(), Files.readAllBytes(each));
        }
      }
    }
    return contents;
  }

  @Test
  void fileThatIsLockedIsTakenOnceItIsFree() throws Exception {
    Files.createFile(file); // an empty one becomes a store
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      String message = assertThrows(StoreException.class, this::open).getMessage();
      assertTrue(message.contains("is locked by another program"), message);
    }
    try (Connection connection = open()) {
      assertEquals(5, new Session(connection, false).number("PRAGMA user_version"));
    }
  }

  @Test
  void missingFolderIsNamed() {
    file = folder.resolve("nowhere").resolve("experiment.db");
    String message = assertThrows(StoreException.class, this::open).getMessage();
    assertTrue(message.contains(file + " cannot be made"), message);
  }
}
