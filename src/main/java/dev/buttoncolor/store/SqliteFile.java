package dev.buttoncolor.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/** Opens the store's file, makes its tables in a new one, and refuses what it does not know. */
final class SqliteFile {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

  /** The {@code PRAGMA user_version} of the schema that this program reads and writes. */
  static final int SCHEMA_VERSION = 1;

  private SqliteFile() {}

  static Connection open(Path file) throws StoreException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    // In WAL mode a commit survives the death of the process; only a power cut can take the last.
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setBusyTimeout(200); // then the writer says that it has to wait, and tries again
    config.setCacheSize(-16_000); // KiB
    config.setGetGeneratedKeys(false); // the driver would ask for them after each insert
    Connection connection = null;
    try {
      Inspection.check(file);
      connection = config.createConnection("jdbc:sqlite:" + file);
      connection.setAutoCommit(false);
      makeTables(connection);
      return connection;
    } catch (SQLException e) {
      closeQuietly(connection);
      throw unusable(file, e);
    }
  }

  private static void makeTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean isNew;
      try (ResultSet row = statement.executeQuery("SELECT count(*) = 0 FROM sqlite_schema")) {
        isNew = row.getBoolean(1);
      }
      if (isNew) {
        statement.executeUpdate(schema());
        statement.executeUpdate("PRAGMA user_version = " + SCHEMA_VERSION);
      }
      connection.commit();
    }
  }

  private static String schema() {
    try (InputStream sql = SqliteFile.class.getResourceAsStream("schema.sql")) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("schema.sql is missing from the program", e);
    }
  }

  /** What to say of a file that SQLite does not take. */
  static StoreException unusable(Path file, SQLException e) {
    int code = e.getErrorCode() & 0xff; // the rest says it in more detail
    String why = "cannot be used: " + e.getMessage() + ". It was left as it is.";
    if (code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      why =
          "is damaged or no SQLite database. It was left as it is; move it away to start with a new one.";
    } else if (code == SQLiteErrorCode.SQLITE_BUSY.code) {
      why = "is locked by another program. It was left as it is.";
    }
    return new StoreException("The store %s %s".formatted(file, why), e);
  }

  static void closeQuietly(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.warn("The store did not close: {}", e.getMessage());
    }
  }
}
