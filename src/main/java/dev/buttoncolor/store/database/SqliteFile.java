package dev.buttoncolor.store.database;

import dev.buttoncolor.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/**
 * Opens the file of a store.
 *
 * <ul>
 *   <li><b>Looks first.</b> A file that is damaged, of another version, of another program or
 *       read-only is refused, and neither it nor its write-ahead log changes by a byte. Opening a
 *       file for writing would switch it to such a log, and closing it would move a log that was
 *       left behind into it. SQLite may leave its shared memory and an empty log beside it, which
 *       its next user takes over.
 *   <li><b>Beside others.</b> Any number of processes may open and close the file at any time, so
 *       the look is an ordinary connection that takes SQLite's own locks. It deletes nothing and
 *       reads nothing as immutable: the file {@code -shm} that it may leave behind could be another
 *       connection's by then, and two processes with an index of the log each damage the file.
 *   <li><b>Private.</b> A new file, its log and its shared memory are readable and writable by
 *       their owner only, regardless of the umask, if the file system has POSIX permissions. The
 *       permissions of a file that is there are left alone.
 *   <li><b>Durable.</b> Write-ahead log, synchronous {@code NORMAL}: a power cut may take the last
 *       moments, never the whole; {@code FULL} would cost an fsync a commit.
 * </ul>
 */
final class SqliteFile {

  /** How long opening waits for others: the last to close a file moves its whole log into it. */
  private static final Duration OPENING = Duration.ofSeconds(3);

  /** "bcst" */
  private static final int APPLICATION_ID = 0x62637374;

  /** What identifies a store that was written before it carried that id. */
  private static final Set<String> EARLIEST_TABLES = Set.of("experiment", "exposure", "bucket");

  private SqliteFile() {}

  /** Opens a file to write, or makes it; the timeout counts once it is open. */
  static Connection open(Path file, Duration busyTimeout) throws StoreException {
    try {
      look(file);
      OwnerOnly.create(file); // SQLite gives its other files the permissions of this one
      SQLiteConfig config = new SQLiteConfig();
      config.setBusyTimeout(Math.toIntExact(OPENING.toMillis()));
      config.setSynchronous(SynchronousMode.NORMAL);
      config.setGetGeneratedKeys(false); // the driver would ask for them after each insert
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      prepare(connection, busyTimeout);
      return connection;
    } catch (SQLException e) {
      throw new StoreException("The store %s %s".formatted(file, why(e)), e);
    } catch (IOException e) {
      throw new StoreException(
          "The store %s cannot be made: %s. Check the folder and its permissions."
              .formatted(file, e),
          e);
    }
  }

  static Connection openForReading(Path file, Duration busyTimeout) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true); // so that closing it moves no log into the file
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    return config.createConnection("jdbc:sqlite:" + file);
  }

  static Path logOf(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  /** The log's index, in memory that processes share. */
  static Path indexOf(Path file) {
    return file.resolveSibling(file.getFileName() + "-shm");
  }

  private static void look(Path file) throws StoreException, SQLException {
    Path log = logOf(file);
    boolean hasLog = log.toFile().length() > 0; // first: a new file has content before its log
    if (file.toFile().length() == 0) {
      if (hasLog) { // SQLite would delete it
        throw refusal(
            file,
            "is missing or empty, but its log %s is not: put the file back, or move the log away"
                .formatted(log));
      }
      return;
    }
    // SQLite would open either all the same, and leave files beside it.
    if (Files.isDirectory(file) || !Files.isWritable(file)) {
      throw refusal(file, Files.isDirectory(file) ? "is a folder" : "is read-only");
    }
    try (Session session = new Session(openForReading(file, OPENING), false)) {
      checkKind(file, session);
      // Reads every page, so that damage is found at the start and not at a later write.
      String found = session.query("PRAGMA quick_check(1)", row -> row.getString(1)).get(0);
      if (!found.equals("ok")) {
        throw new SQLException(found, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
      }
    }
  }

  private static void checkKind(Path file, Session session) throws StoreException, SQLException {
    long application = session.number("PRAGMA application_id");
    long version = session.number("PRAGMA user_version");
    List<String> tables = session.query("SELECT name FROM sqlite_schema", row -> row.getString(1));
    if (application == 0 && version == 0 && tables.isEmpty()) {
      return;
    }
    boolean isOurs =
        application == APPLICATION_ID
            || (application == 0 && version > 0 && tables.containsAll(EARLIEST_TABLES));
    if (!isOurs) {
      throw refusal(file, "is another program's database");
    }
    if (version != Schema.VERSION) {
      throw refusal(file, Schema.hasAnotherVersion(version));
    }
  }

  private static void prepare(Connection connection, Duration busyTimeout) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA cache_size = -16000");
      // A log of 32 MB instead of 4: visitors by address change pages anywhere in the index, and
      // each is then written once for several changes. With 300,000 visitors: 21 µs of processor
      // time a new visitor, before 36.
      statement.execute("PRAGMA wal_autocheckpoint = 8000");
      statement.execute("PRAGMA journal_mode = WAL");
      if (hasNoVersion(statement)) { // no tables: the look let it pass
        statement.execute("BEGIN IMMEDIATE");
        if (hasNoVersion(statement)) { // no other process was here first
          statement.executeUpdate(Schema.SQLITE); // runs every statement of the script
          statement.execute("PRAGMA application_id = " + APPLICATION_ID);
          statement.execute("PRAGMA user_version = " + Schema.VERSION);
        }
        statement.execute("COMMIT");
      }
      statement.execute("PRAGMA busy_timeout = " + busyTimeout.toMillis());
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Over the same statement: that ends what it ran before, so the switch to a log is done. */
  private static boolean hasNoVersion(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1) == 0;
    }
  }

  private static StoreException refusal(Path file, String found) {
    return new StoreException("The store %s %s. It was left as it is.".formatted(file, found));
  }

  private static String why(SQLException e) {
    if (e.getCause() instanceof NativeLibraryNotFoundException) {
      return ("cannot be opened, since SQLite's library cannot be loaded: it is copied to the folder"
              + " for temporary files, %s, from which it must be allowed to run (no noexec). Name"
              + " another folder with -Djava.io.tmpdir=FOLDER.")
          .formatted(System.getProperty("java.io.tmpdir"));
    }
    int code = e.getErrorCode() & 0xff; // the rest says it in more detail
    if (code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return "is damaged or no SQLite database. It was left as it is; move it away, with its -wal"
          + " file, to start with a new one.";
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return "is locked by another program. It was left as it is; stop that program first.";
    }
    return "cannot be used: %s. It was left as it is.".formatted(e.getMessage());
  }
}
