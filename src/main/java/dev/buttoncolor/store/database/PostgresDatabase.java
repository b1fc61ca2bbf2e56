package dev.buttoncolor.store.database;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database, which any number of instances write to, and which may be away.
 *
 * @param jdbcUrl where it is, such as {@code jdbc:postgresql://host:5432/name?sslmode=require};
 *     holds no secret
 * @param user the role that logs in; that of the operating system if empty
 * @param password its password
 */
public record PostgresDatabase(String jdbcUrl, Optional<String> user, Optional<String> password)
    implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);

  /** Seconds, unless the URL says something else: no answer in this time is as good as none. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "ApplicationName", "button-color",
          "connectTimeout", "2",
          "loginTimeout", "3",
          "socketTimeout", "10",
          "tcpKeepAlive", "true");

  private static final String READING_TIMEOUT = "3";

  private static final String GIVE_UP_READING = "SET statement_timeout = '3s'";

  /** The number of our advisory lock, "bcst". */
  private static final long SCHEMA_LOCK = 0x62637374;

  /**
   * An instance that hangs must not hold its locks for longer than this. The server gives up what
   * an instance has given up, or each new attempt would leave one more connection behind.
   */
  private static final String GIVE_UP =
      """
      SET idle_in_transaction_session_timeout = '10s';
      SET lock_timeout = '5s';
      SET statement_timeout = '9s'\
      """;

  /** What is answered must outlive the server; if it is set to more than that, it stays so. */
  private static final String BE_DURABLE =
      """
      SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') = 'off'\
      """;

  @Override
  public Session openSession() throws SQLException, StoreException {
    Connection connection = connect(Map.of());
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      try (Statement statement = connection.createStatement()) {
        statement.execute(GIVE_UP);
        statement.execute(BE_DURABLE);
      }
      Session session = new PostgresSession(connection);
      makeTables(session);
      return session;
    } catch (SQLException | StoreException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Connection connectForReading() throws SQLException {
    Connection connection = connect(Map.of("socketTimeout", READING_TIMEOUT));
    try (Statement statement = connection.createStatement()) {
      statement.execute(GIVE_UP_READING);
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  private Connection connect(Map<String, String> others) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.putAll(others);
    user.ifPresent(name -> properties.setProperty("user", name));
    password.ifPresent(secret -> properties.setProperty("password", secret));
    return DriverManager.getConnection(jdbcUrl, properties);
  }

  /** One instance at a time; the others find the work done. */
  private static void makeTables(Session session) throws SQLException, StoreException {
    session.begin();
    Sql sql = session.sql();
    sql.query("SELECT pg_advisory_xact_lock(?)", row -> row, SCHEMA_LOCK);
    if (sql.number("SELECT count(to_regclass('button_color_schema'))") == 0) {
      checkEncoding(sql);
      try (Statement statement = sql.connection().createStatement()) {
        statement.execute(Schema.POSTGRESQL);
      }
      LOG.info("The tables were made in the database, schema version {}", Schema.VERSION);
    }
    long version = sql.number("SELECT version FROM button_color_schema");
    if (version != Schema.VERSION) {
      throw new StoreException(
          "The database %s. Nothing was changed.".formatted(Schema.hasAnotherVersion(version)));
    }
    session.commit();
  }

  /** Found at the start, and not with the first group whose name the database cannot hold. */
  private static void checkEncoding(Sql sql) throws SQLException, StoreException {
    String encoding = sql.query("SHOW server_encoding", row -> row.getString(1)).get(0);
    if (!encoding.equals("UTF8")) {
      throw new StoreException(
          "The database has the encoding %s, which cannot hold every group's name: make one with"
                  .formatted(encoding)
              + " ENCODING 'UTF8'. Nothing was changed.");
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
        .formatted(this, message.lines().findFirst().orElse("no reason given"));
  }

  /** Without its secrets: it may end up in a log. */
  @Override
  public String toString() {
    return jdbcUrl.replaceFirst("\\?.*", "").replaceFirst(".*//", "");
  }

  /**
   * In auto-commit mode outside of a transaction, at read committed: what is read there must leave
   * none open, whose locks and whose old rows the server would have to keep.
   */
  private record PostgresSession(Connection connection) implements Session {

    @Override
    public Sql sql() {
      return new Sql(connection);
    }

    /** The driver begins the transaction with its first statement. */
    @Override
    public void begin() throws SQLException {
      connection.setAutoCommit(false);
    }

    @Override
    public void commit() throws SQLException {
      connection.commit();
      connection.setAutoCommit(true);
    }

    @Override
    public void rollback() throws SQLException {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.debug("The connection does not close: {}", e.getMessage());
      }
    }
  }
}
