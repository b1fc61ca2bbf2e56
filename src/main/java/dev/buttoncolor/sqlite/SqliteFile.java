package dev.buttoncolor.sqlite;

import dev.buttoncolor.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/**
 * Opens a SQLite file of this program.
 *
 * <ul>
 *   <li><b>Looks first.</b> A file that is damaged, of a newer version, of another program or
 *       read-only is refused, and neither it nor its write-ahead log changes by a byte. SQLite may
 *       leave its shared memory and an empty log beside it, which its next user takes over.
 *   <li><b>Beside others.</b> Any number of processes may open and close the file at any time:
 *       nothing is done to it or to the files beside it except by SQLite, under SQLite's own locks.
 *   <li><b>One version.</b> A missing or empty file gets the schema in one transaction; a file of
 *       another version is refused.
 *   <li><b>Private.</b> A new file, its log and its shared memory are readable and writable by
 *       their owner only, regardless of the umask, where the file system has POSIX permissions. The
 *       permissions of a file that is there are left alone.
 *   <li><b>Durable.</b> Write-ahead log, synchronous {@code NORMAL}: a commit survives the death of
 *       the process at any moment, {@code kill -9} included. A power cut may take the last moments,
 *       never the whole; {@code FULL} would cost an fsync a commit.
 * </ul>
 *
 * <p>SQLite's locks let two processes write by turns. That only one of them serves from a file is
 * what the lock on the data directory sees to.
 */
public final class SqliteFile {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

  /** How long opening waits for others: the last to close a file moves its whole log into it. */
  private static final Duration OPENING = Duration.ofSeconds(3);

  private SqliteFile() {}

  /**
   * Opens a file, or makes it. The folder must be there.
   *
   * @param busyTimeout how long a statement waits for another connection's lock before it fails,
   *     once the file is open
   * @return a connection in auto-commit mode
   * @throws UnusableFileException where the file cannot be used; it was left as it is
   */
  public static Connection open(Path file, SqliteSchema schema, Duration busyTimeout)
      throws UnusableFileException {
    Connection connection = null;
    try {
      Inspection.check(file, schema, OPENING);
      OwnerOnly.create(file); // SQLite gives its other files the permissions of this one
      connection = config().createConnection("jdbc:sqlite:" + file);
      prepare(connection, schema, busyTimeout);
      return connection;
    } catch (SQLException e) {
      closeQuietly(connection);
      throw refusal(file, schema, e);
    } catch (IOException e) {
      throw new UnusableFileException(
          "The %s %s cannot be made: %s. Check the folder and its permissions."
              .formatted(schema.name(), file, e),
          e);
    }
  }

  /**
   * Copies what a file holds at this moment, also while others write to it, into a new file that is
   * its owner's only.
   *
   * @param source a connection outside of a transaction
   */
  public static void copy(Connection source, Path target) throws SQLException, IOException {
    OwnerOnly.create(target);
    try (PreparedStatement copy = source.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, target.toString());
      copy.execute();
    }
  }

  /** The write-ahead log of a file. */
  public static Path logOf(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /** The index of that log, in memory that processes share. */
  public static Path indexOf(Path file) {
    return file.resolveSibling(file.getFileName() + "-shm");
  }

  /** Closes a connection that may be null; a failure goes to the log. */
  public static void closeQuietly(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.warn("A SQLite file did not close: {}", e.getMessage());
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(OPENING.toMillis()));
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setGetGeneratedKeys(false); // the driver would ask for them after each insert
    return config;
  }

  private static void prepare(Connection connection, SqliteSchema schema, Duration busyTimeout)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String pragma : schema.pragmas()) {
        statement.execute("PRAGMA " + pragma);
      }
      statement.execute("PRAGMA journal_mode = " + JournalMode.WAL);
      if (number(statement, "PRAGMA user_version") == 0) { // no tables: the look let it pass
        Transaction.run(connection, () -> make(statement, schema));
      }
      statement.execute("PRAGMA busy_timeout = " + busyTimeout.toMillis());
    }
  }

  private static void make(Statement statement, SqliteSchema schema) throws SQLException {
    if (number(statement, "PRAGMA user_version") > 0) {
      return; // another process was here first
    }
    statement.executeUpdate(schema.script()); // runs every statement of the script
    statement.execute("PRAGMA application_id = " + schema.applicationId());
    statement.execute("PRAGMA user_version = " + schema.version());
  }

  static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static UnusableFileException refusal(Path file, SqliteSchema schema, SQLException e) {
    int code = e.getErrorCode() & 0xff; // the rest says it in more detail
    String why;
    if (code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      why =
          "is damaged or no SQLite database. It was left as it is; move it away, with its -wal"
              + " file, to start with a new one.";
    } else if (code == SQLiteErrorCode.SQLITE_BUSY.code
        || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      why = "is locked by another program. It was left as it is; stop that program first.";
    } else {
      why = "cannot be used: %s. It was left as it is.".formatted(e.getMessage());
    }
    return new UnusableFileException("The %s %s %s".formatted(schema.name(), file, why), e);
  }
}
