package dev.buttoncolor.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * A look into a file before a connection may write to it: opening a file for writing switches it to
 * a write-ahead log, and closing it moves a log that was left behind into the file.
 *
 * <p>Other processes may open, write and close the file at the same time, so the look is an
 * ordinary connection that takes SQLite's own locks. It deletes nothing and reads nothing as
 * immutable: the file {@code -shm} that it may leave behind could be another connection's by then,
 * and two processes with an index of the log each damage the file.
 */
final class Inspection {

  private Inspection() {}

  /**
   * Lets a missing file, an empty one and one of the schema's version pass.
   *
   * @throws UnusableFileException where it is anything else that SQLite can read
   * @throws SQLException where SQLite cannot read it, or finds it damaged
   */
  static void check(Path file, SqliteSchema schema, Duration busyTimeout)
      throws UnusableFileException, SQLException {
    Path log = SqliteFile.logOf(file);
    boolean hasLog = hasContent(log); // asked first: a file that is being made has content first
    if (!hasContent(file)) {
      if (hasLog) { // SQLite would delete it
        throw refusal(
            file,
            schema,
            "is missing or empty, but its log %s is not: put the file back, or move the log away"
                .formatted(log));
      }
      return;
    }
    // SQLite would open either all the same, and leave files beside it.
    if (Files.isDirectory(file) || !Files.isWritable(file)) {
      throw refusal(file, schema, Files.isDirectory(file) ? "is a folder" : "is read-only");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true); // so that closing it moves no log into the file
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      checkKind(file, schema, statement);
      checkPages(statement);
    }
  }

  private static void checkKind(Path file, SqliteSchema schema, Statement statement)
      throws UnusableFileException, SQLException {
    int application = SqliteFile.number(statement, "PRAGMA application_id");
    int version = SqliteFile.number(statement, "PRAGMA user_version");
    Set<String> tables = tables(statement);
    boolean isEmpty = application == 0 && version == 0 && tables.isEmpty();
    boolean isOurs =
        application == schema.applicationId()
            || (application == 0 && version > 0 && tables.containsAll(schema.tables()));
    if (!isEmpty && !isOurs) {
      throw refusal(file, schema, "is another program's database");
    }
    if (!isEmpty && version != schema.version()) {
      throw refusal(
          file,
          schema,
          "has schema version %d, and this program reads version %d: %s"
              .formatted(
                  version,
                  schema.version(),
                  version > schema.version()
                      ? "run a newer version of it"
                      : schema.lastToReadOlder()));
    }
  }

  private static Set<String> tables(Statement statement) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet row = statement.executeQuery("SELECT name FROM sqlite_schema")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** Reads every page, so that damage is found at the start and not at a later write. */
  private static void checkPages(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
      String found = row.getString(1);
      if (!found.equals("ok")) {
        throw new SQLException(found, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
      }
    }
  }

  private static boolean hasContent(Path file) {
    try {
      return Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static UnusableFileException refusal(Path file, SqliteSchema schema, String found) {
    return new UnusableFileException(
        "The %s %s %s. It was left as it is.".formatted(schema.name(), file, found));
  }
}
