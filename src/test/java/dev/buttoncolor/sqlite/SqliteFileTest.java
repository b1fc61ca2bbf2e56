package dev.buttoncolor.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of ours is made, taken over and brought up to date. */
class SqliteFileTest {
  private static final Migration NOTES = sql("CREATE TABLE note (text TEXT)");
  private static final Migration AUTHORS = sql("ALTER TABLE note ADD author TEXT DEFAULT 'ada'");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("notes.db");
  }

  @Test
  void newFileGetsTodaysSchema() throws Exception {
    try (Connection connection = open(NOTES, AUTHORS)) {
      assertEquals(2, number(connection, "PRAGMA user_version"));
      assertEquals(77, number(connection, "PRAGMA application_id"));
      assertEquals(0, number(connection, "SELECT count(author) FROM note"));
    }
  }

  @Test
  void emptyFileIsTaken() throws Exception {
    Files.createFile(file);
    open(NOTES).close();
  }

  @Test
  void olderFileIsMigratedWithWhatIsInIt() throws Exception {
    try (Connection connection = open(NOTES)) {
      execute(connection, "INSERT INTO note VALUES ('milk')");
    }
    try (Connection connection = open(NOTES, AUTHORS)) {
      assertEquals(
          1,
          number(connection, "SELECT count(*) FROM note WHERE text = 'milk' AND author = 'ada'"));
      assertEquals(2, number(connection, "PRAGMA user_version"));
    }
  }

  @Test
  void fileWithoutApplicationIdIsKnownByItsTables() throws Exception {
    try (Connection connection = open(NOTES)) {
      execute(connection, "PRAGMA application_id = 0");
    }
    try (Connection connection = open(NOTES)) {
      assertEquals(77, number(connection, "PRAGMA application_id"));
    }
  }

  @Test
  void failedMigrationChangesNothing() throws Exception {
    try (Connection connection = open(NOTES)) {
      execute(connection, "INSERT INTO note VALUES ('milk')");
    }
    assertThrows(
        UnusableFileException.class, () -> open(NOTES, sql("DELETE FROM note; SELECT nonsense")));
    try (Connection connection = open(NOTES)) {
      assertEquals(1, number(connection, "SELECT count(*) FROM note"));
      assertEquals(1, number(connection, "PRAGMA user_version"));
    }
  }

  /** What a killed process leaves: the rows are in the log, and not in the file yet. */
  @Test
  void logOfAKilledProcessIsPartOfTheFile() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("notes.db");
    try (Connection connection = open(NOTES)) {
      execute(connection, "INSERT INTO note VALUES ('milk')");
      copyTo(copy);
    }
    file = copy;
    try (Connection connection = open(NOTES, AUTHORS)) {
      assertEquals(1, number(connection, "SELECT count(author) FROM note"));
    }
  }

  @Test
  void filesAreTheirOwnersOnly() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    try (Connection connection = open(NOTES)) {
      execute(connection, "INSERT INTO note VALUES ('milk')");
      for (String suffix : List.of("", "-wal", "-shm")) {
        assertEquals(
            Set.copyOf(PosixFilePermissions.fromString("rw-------")),
            Files.getPosixFilePermissions(Path.of(file + suffix)),
            suffix);
      }
    }
  }

  @Test
  void permissionsOfAnExistingFileAreItsOwnersChoice() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    open(NOTES).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    open(NOTES).close();
    assertEquals(PosixFilePermissions.fromString("rw-r-----"), Files.getPosixFilePermissions(file));
  }

  @Test
  void missingFolderIsNamed() {
    file = folder.resolve("nowhere").resolve("notes.db");
    String message = assertThrows(UnusableFileException.class, () -> open(NOTES)).getMessage();
    assertTrue(message.contains(file.toString()), message);
  }

  private Connection open(Migration... migrations) throws UnusableFileException {
    return SqliteFile.open(
        file,
        new SqliteSchema("notebook", 77, Set.of("note"), List.of(), List.of(migrations)),
        Duration.ofMillis(100));
  }

  private void copyTo(Path copy) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, copy.resolveSibling(each.getFileName()));
      }
    }
  }

  private static Migration sql(String script) {
    return connection -> execute(connection, script);
  }

  private static void execute(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return SqliteFile.number(statement, query);
    }
  }
}
