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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A store's file is made and taken over; one that is no usable store is refused with a sentence,
 * and not a byte of it or of its log changes.
 */
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

  /** Puts a file there. */
  private interface Maker {
    void make(SqliteFileTest test) throws Exception;
  }

  @BeforeEach
  void name() {
    file = folder.resolve("experiment.db");
  }

  private Connection open() throws StoreException {
    return SqliteFile.open(file, Duration.ofMillis(100));
  }

  private void execute(String... scripts) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String script : scripts) {
        statement.executeUpdate(script);
      }
    }
  }

  /** A store, and what is done to it. */
  private void store(String... scripts) throws Exception {
    open().close();
    execute(scripts);
  }

  /** Puts a file there as a killed process leaves it, with all that was written in its log. */
  private void killed(boolean withIndex, String... scripts) throws Exception {
    Path left = file;
    file = elsewhere.resolve("experiment.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      for (String script : scripts) {
        statement.executeUpdate(script);
      }
      for (String suffix : withIndex ? List.of("", "-wal", "-shm") : List.of("", "-wal")) {
        Files.copy(Path.of(file + suffix), Path.of(left + suffix));
      }
    }
    file = left;
  }

  private void changeBytes(byte[] changed, int from) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(changed, 0, bytes, bytes.length - from, changed.length);
    Files.write(file, bytes);
  }

  private static Arguments file(String what, String why, Maker maker) {
    return argumentSet(what, why, maker);
  }

  private static Stream<Arguments> unusableFiles() {
    String foreign = "is another program's database";
    String newer = "has schema version 999, and this program reads version 4: run a newer version";
    String damaged = "is damaged or no SQLite database";
    byte[] noise = new byte[4096];
    new Random(7).nextBytes(noise);
    return Stream.of(
        file(
            "another program's", foreign, test -> test.execute("CREATE TABLE bookmark (url TEXT)")),
        file(
            "of the same version",
            foreign,
            test -> test.execute("CREATE TABLE bookmark (url TEXT); PRAGMA user_version = 4")),
        file("with the same tables", foreign, test -> test.store("PRAGMA application_id = 78")),
        file("empty", foreign, test -> test.execute("PRAGMA application_id = 78")),
        file("in a log", foreign, test -> test.killed(false, "CREATE TABLE bookmark (url TEXT)")),
        file(
            "in a log with its index",
            foreign,
            test -> test.killed(true, "CREATE TABLE bookmark (url TEXT)")),
        file("newer", newer, test -> test.store("PRAGMA user_version = 999")),
        file(
            "newer in the log alone",
            newer,
            test ->
                test.killed(
                    false,
                    Schema.SQLITE,
                    "PRAGMA application_id = 0x62637374",
                    "PRAGMA user_version = 999")),
        // Of version 1: 733 visitors, and as the program wrote it then, without its application id.
        file(
            "older",
            "commit a7e4d4c is the last that reads versions 1 to 3, and its \"export\"",
            test -> {
              try (InputStream in = SqliteFileTest.class.getResourceAsStream("version-1.db")) {
                Files.copy(in, test.file);
              }
            }),
        file(
            "no database",
            damaged,
            test -> Files.writeString(test.file, "These are my grandmother's notes. ".repeat(100))),
        file(
            "with noise in its last page",
            damaged,
            test -> {
              test.store(MANY_PAGES);
              test.changeBytes(noise, noise.length);
            }),
        file(
            "cut in half",
            damaged,
            test -> {
              test.store(MANY_PAGES);
              byte[] bytes = Files.readAllBytes(test.file);
              Files.write(test.file, Arrays.copyOf(bytes, bytes.length / 2));
            }),
        file(
            "a log alone",
            "is missing or empty, but its log",
            test -> {
              test.killed(false, Schema.SQLITE);
              Files.delete(test.file);
            }),
        file("a folder", "is a folder", test -> Files.createDirectory(test.file)),
        file(
            "read-only",
            "is read-only",
            test -> {
              test.store();
              Files.setPosixFilePermissions(
                  test.file, PosixFilePermissions.fromString("r--r--r--"));
              assumeFalse(Files.isWritable(test.file), "root may write anything");
            }));
  }

  @ParameterizedTest
  @MethodSource("unusableFiles")
  void unusableFileIsRefusedAndLeftAsItIs(String why, Maker maker) throws Exception {
    maker.make(this);
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
      assertEquals(4, new Session(connection, false).number("PRAGMA user_version"));
    }
  }

  @Test
  void missingFolderIsNamed() {
    file = folder.resolve("nowhere").resolve("experiment.db");
    String message = assertThrows(StoreException.class, this::open).getMessage();
    assertTrue(message.contains(file + " cannot be made"), message);
  }

  @Test
  void newFilesAreTheirOwnersOnlyAndOthersAsTheirOwnerChose() throws Exception {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(MANY_PAGES);
      for (String suffix : List.of("", "-wal", "-shm")) {
        assertEquals("rw-------", permissions(Path.of(file + suffix)), suffix);
      }
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    open().close();
    assertEquals("rw-r-----", permissions(file));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
