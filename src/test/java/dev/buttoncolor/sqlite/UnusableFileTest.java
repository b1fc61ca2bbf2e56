package dev.buttoncolor.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be used is refused with a sentence, and neither it nor its log changes. */
class UnusableFileTest {
  private static final String OURS =
      "CREATE TABLE note (text TEXT); PRAGMA user_version = 1; PRAGMA application_id = 77";
  private static final String MANY_PAGES =
      """
      INSERT INTO note
      WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 500)
      SELECT hex(randomblob(100)) FROM i\
      """;

  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("notes.db");
  }

  @Test
  void anotherProgramsDatabase() throws Exception {
    make("CREATE TABLE bookmark (url TEXT)");
    assertRefused("another program's database");
  }

  @Test
  void anotherProgramsDatabaseOfTheSameVersion() throws Exception {
    make("CREATE TABLE bookmark (url TEXT); PRAGMA user_version = 1");
    assertRefused("another program's database");
  }

  @Test
  void anotherProgramsDatabaseWithATableOfTheSameName() throws Exception {
    make(OURS + "; PRAGMA application_id = 78");
    assertRefused("another program's database");
  }

  @Test
  void emptyDatabaseOfAnotherProgram() throws Exception {
    make("PRAGMA application_id = 78");
    assertRefused("another program's database");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherProgramsDatabaseWithALogLeftBehind(boolean withIndex) throws Exception {
    makeKilled("CREATE TABLE bookmark (url TEXT)", withIndex);
    assertRefused("another program's database");
  }

  @Test
  void newerVersion() throws Exception {
    make(OURS + "; PRAGMA user_version = 2");
    assertRefused("has schema version 2, and this program reads version 1: run a newer version");
  }

  @Test
  void newerVersionThatStandsInTheLogOnly() throws Exception {
    makeKilled(OURS + "; PRAGMA user_version = 2", false);
    assertRefused("has schema version 2, and this program reads version 1: run a newer version");
  }

  @Test
  void fileThatIsNoDatabase() throws Exception {
    Files.writeString(file, "These are the notes of my grandmother. ".repeat(100));
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void garbageInTheLastPage() throws Exception {
    make(OURS, MANY_PAGES);
    byte[] bytes = Files.readAllBytes(file);
    byte[] noise = new byte[4096];
    new Random(7).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, bytes.length - noise.length, noise.length);
    Files.write(file, bytes);
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void truncatedFile() throws Exception {
    make(OURS, MANY_PAGES);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused("is damaged or no SQLite database");
  }

  @Test
  void logWithoutItsFile() throws Exception {
    makeKilled(OURS, false);
    Files.delete(file);
    assertRefused("is missing or empty, but its log");
  }

  @Test
  void folderInPlaceOfAFile() throws Exception {
    Files.createDirectory(file);
    assertTrue(open().getMessage().contains("is a folder"));
  }

  @Test
  void readOnlyFile() throws Exception {
    make(OURS);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeFalse(Files.isWritable(file), "root may write anything");
    assertRefused("is read-only");
  }

  @Test
  void fileThatIsLocked() throws Exception {
    make("CREATE TABLE waiting (x)"); // has to be migrated, which takes the lock
    make("DROP TABLE waiting");
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertTrue(open().getMessage().contains("is locked by another program"));
    }
  }

  private void assertRefused(String why) throws IOException {
    Map<String, byte[]> before = contents();
    String message = open().getMessage();
    assertTrue(message.contains("The notebook " + file), message);
    assertTrue(message.contains(why), message);
    assertTrue(message.contains("left as it is"), message);
    Map<String, byte[]> after = contents();
    assertEquals(before.keySet(), after.keySet());
    before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
  }

  private UnusableFileException open() {
    return assertThrows(
        UnusableFileException.class,
        () ->
            SqliteFile.open(
                    file,
                    new SqliteSchema(
                        "notebook", 77, Set.of("note"), List.of(), 1, "never run", "ask ada"),
                    Duration.ofMillis(100))
                .close());
  }

  /** What is kept: not the shared memory of those who read, nor a log without content. */
  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        if (!each.toString().endsWith("-shm") && Files.size(each) > 0) {
          contents.put(each.getFileName().toString(), Files.readAllBytes(each));
        }
      }
    }
    return contents;
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private void make(String... scripts) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String script : scripts) {
        statement.executeUpdate(script);
      }
    }
  }

  /** Makes a file as a killed process leaves it, with all that was written still in its log. */
  private void makeKilled(String script, boolean withIndex) throws Exception {
    Path target = file;
    file = elsewhere.resolve("notes.db");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.executeUpdate(script);
      for (String suffix : withIndex ? List.of("", "-wal", "-shm") : List.of("", "-wal")) {
        Files.copy(Path.of(file + suffix), Path.of(target + suffix));
      }
    }
    file = target;
  }
}
