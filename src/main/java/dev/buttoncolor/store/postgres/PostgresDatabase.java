package dev.buttoncolor.store.postgres;

import dev.buttoncolor.sqlite.Migration;
import dev.buttoncolor.store.database.EventDatabase;
import dev.buttoncolor.store.database.Schema;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.StoreException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL database, which any number of instances write to, and which may be away. */
public final class PostgresDatabase implements EventDatabase {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

  /** Seconds, where the URL says nothing else: no answer in this time is as good as none. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "ApplicationName", "button-color",
          "connectTimeout", "2",
          "loginTimeout", "3",
          "socketTimeout", "10",
          "tcpKeepAlive", "true");

  private static final String READING_TIMEOUT = "3";

  /** An instance that hangs must not hold its locks for longer than this. */
  private static final String GIVE_UP_LOCKS = "SET idle_in_transaction_session_timeout = '10s'";

  /** What is answered must outlive the server; where it is set to more than that, it stays so. */
  private static final String BE_DURABLE =
      """
      SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') = 'off'\
      """;

  private final DatabaseAccess access;

  public PostgresDatabase(DatabaseAccess access) {
    this.access = access;
  }

  @Override
  public Session openSession() throws SQLException, StoreException {
    Connection connection = connect(Map.of());
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      try (Statement statement = connection.createStatement()) {
        statement.execute(GIVE_UP_LOCKS);
        statement.execute(BE_DURABLE);
      }
      PostgresSession session = new PostgresSession(connection);
      migrate(session);
      return session;
    } catch (SQLException | StoreException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Connection connectForReading() throws SQLException {
    Connection connection = connect(Map.of("socketTimeout", READING_TIMEOUT));
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  private Connection connect(Map<String, String> others) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.putAll(others);
    access.user().ifPresent(user -> properties.setProperty("user", user));
    access.password().ifPresent(password -> properties.setProperty("password", password));
    return DriverManager.getConnection(access.jdbcUrl(), properties);
  }

  /** One instance at a time; the others find the work done. */
  private static void migrate(PostgresSession session) throws SQLException, StoreException {
    Connection connection = session.connection();
    try (Statement statement = connection.createStatement()) {
      session.begin();
      session.lockSchema();
      int version = version(statement);
      if (version > Schema.version()) {
        throw new StoreException(
            ("The database has schema version %d, and this program knows up to %d: run a newer"
                    + " version of it. Nothing was changed.")
                .formatted(version, Schema.version()));
      }
      if (version < Schema.version()) {
        List<Migration> steps = Schema.postgres();
        for (Migration step : steps.subList(version, steps.size())) {
          step.apply(connection);
        }
        statement.execute("CREATE TABLE IF NOT EXISTS button_color_schema (version INTEGER)");
        statement.execute("DELETE FROM button_color_schema");
        statement.execute("INSERT INTO button_color_schema VALUES (" + Schema.version() + ")");
        LOG.info("The database was brought to schema version {}", Schema.version());
      }
      session.commit();
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT to_regclass('button_color_schema')")) {
      row.next();
      if (row.getString(1) == null) {
        return 0;
      }
    }
    try (ResultSet row = statement.executeQuery("SELECT version FROM button_color_schema")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** Data exceptions, violated constraints, and what a trigger raises. */
  @Override
  public boolean isRefusal(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("22") || state.startsWith("23") || state.equals("P0001");
  }

  /** What the server says, without the details that repeat values. */
  @Override
  public String describe(SQLException e) {
    SQLException cause =
        e instanceof BatchUpdateException && e.getNextException() != null
            ? e.getNextException()
            : e;
    String message =
        cause instanceof PSQLException known && known.getServerErrorMessage() != null
            ? known.getServerErrorMessage().getMessage()
            : String.valueOf(cause.getMessage());
    return "the database %s: %s"
        .formatted(access, message.lines().findFirst().orElse("no reason given"));
  }
}
