package dev.buttoncolor.statsig.relay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens the outbox's SQLite file: makes it where there is none, refuses what it does not know. */
final class OutboxFile {
  private static final int VERSION = 1;

  private OutboxFile() {}

  /**
   * @throws UnusableOutboxException where the file is there and is not one of ours, whole and
   *     writable
   */
  static Connection open(Path file) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try {
        prepare(connection, file);
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new UnusableOutboxException(sentence(file, e), e);
    }
  }

  private static void prepare(Connection connection, Path file) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA busy_timeout = 2000");
      // Reads only, until the file is known to be ours.
      long version = number(sql, "PRAGMA user_version");
      if (version > VERSION) {
        throw new UnusableOutboxException(
            ("The outbox %s has schema version %d, and this program knows up to %d: run a newer"
                    + " version of it, or move the file away.")
                .formatted(file, version, VERSION),
            null);
      }
      if (version == 0 && number(sql, "SELECT count(*) FROM sqlite_master") > 0) {
        throw new UnusableOutboxException(
            "The outbox %s is a database of another program: move it away.".formatted(file), null);
      }
      if (!text(sql, "PRAGMA quick_check(1)").equals("ok")) {
        throw new UnusableOutboxException(damaged(file), null);
      }
      // Free pages are used again first and given back once nothing waits. Can be set only before
      // the first page is written, so before WAL.
      sql.execute("PRAGMA auto_vacuum = INCREMENTAL");
      sql.execute("PRAGMA journal_mode = WAL");
      // A commit is with the operating system, so it outlives this process, kill -9 included. A
      // power cut may take the last moments, never the whole; FULL would cost an fsync a batch.
      sql.execute("PRAGMA synchronous = NORMAL");
      sql.execute("PRAGMA journal_size_limit = 4194304");
      sql.execute("BEGIN IMMEDIATE");
      if (version == 0) {
        sql.executeUpdate(schema());
        sql.execute("PRAGMA user_version = " + VERSION);
      }
      // Set aside for the key's sake: this start may bring a better one.
      sql.executeUpdate("UPDATE batch SET refused_with = NULL WHERE refused_with IN (401, 403)");
      sql.execute("COMMIT");
    }
  }

  private static String sentence(Path file, SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException known
            ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xff)
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (code) {
      case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(file);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "The outbox %s is in use by another process: stop that one first.".formatted(file);
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
          "The outbox %s cannot be written: check the folder and its permissions.".formatted(file);
      default -> "The outbox %s cannot be opened: %s".formatted(file, e.getMessage());
    };
  }

  private static String damaged(Path file) {
    return ("The outbox %s is damaged: move it away to start with a new one; sqlite3's .recover may"
            + " save what waited in it.")
        .formatted(file);
  }

  private static long number(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      return row.getLong(1);
    }
  }

  private static String text(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      return row.getString(1);
    }
  }

  private static String schema() {
    try (InputStream in = OutboxFile.class.getResourceAsStream("outbox.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("outbox.sql is part of this jar", e);
    }
  }
}
