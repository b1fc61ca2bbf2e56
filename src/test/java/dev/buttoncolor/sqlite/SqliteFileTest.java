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

/** A file of ours is made and taken over. */
class SqliteFileTest {
  private static final String NOTES = "CREATE TABLE note (text TEXT, author TEXT)";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("notes.db");
  }

  @Test
  void newFileGetsTheSchema() throws Exception {
    try (Connection connection = open()) {
      assertEquals(3, number(connection, "PRAGMA user_version"));
      assertEquals(77, number(connection, "PRAGMA application_id"));
      assertEquals(0, number(connection, "SELECT count(author) FROM note"));
    }
  }

  @Test
  void emptyFileIsTaken() throws Exception {
    Files.createFile(file);
    open().close();
  }

  @Test
  void scriptThatFailsLeavesAnEmptyFile() throws Exception {
    assertThrows(UnusableFileException.class, () -> open(NOTES + "; SELECT nonsense"));
    try (Connection connection = open()) {
      assertEquals(0, number(connection, "SELECT count(*) FROM note"));
    }
  }

  /** What a killed process leaves: the rows are in the log, and not in the file yet. */
  @Test
  void logOfAKilledProcessIsPartOfTheFile() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("notes.db");
    try (Connection connection = open()) {
      execute(connection, "INSERT INTO note VALUES ('milk', 'ada')");
      copyTo(copy);
    }
    file = copy;
    try (Connection connection = open()) {
      assertEquals(1, number(connection, "SELECT count(author) FROM note"));
    }
  }

  @Test
  void filesAreTheirOwnersOnly() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    try (Connection connection = open()) {
      execute(connection, "INSERT INTO note VALUES ('milk', 'ada')");
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
    open().close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    open().close();
    assertEquals(PosixFilePermissions.fromString("rw-r-----"), Files.getPosixFilePermissions(file));
  }

  @Test
  void missingFolderIsNamed() {
    file = folder.resolve("nowhere").resolve("notes.db");
    String message = assertThrows(UnusableFileException.class, () -> open()).getMessage();
    assertTrue(message.contains(file.toString()), message);
  }

  private Connection open() throws UnusableFileException {
    return open(NOTES);
  }

  private Connection open(String script) throws UnusableFileException {
    return SqliteFile.open(
        file,
        new SqliteSchema("notebook", 77, Set.of("note"), List.of(), 3, script, "ask ada"),
        Duration.ofMillis(100));
  }

  private void copyTo(Path copy) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        Files.copy(each, copy.resolveSibling(each.getFileName()));
      }
    }
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
