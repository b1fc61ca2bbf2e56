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

  /** "bcst" */
  private static final long SCHEMA_LOCK = 0x62637374;

  /**
   * An instance that hangs must not hold its locks for longer than this. The server gives up what
   * an instance has given up, or each new attempt would leave one more connection behind. What is
   * answered must outlive the server, so a commit waits for its disk; a stricter setting stays. The
   * server keeps a plan while the table grows from a few rows to a million, so it must use an index
   * from the beginning; what has no index then looks costly enough to be compiled, which takes
   * longer.
   */
  private static final String WRITING =
      """
      SET default_transaction_isolation = 'read committed';
      SET idle_in_transaction_session_timeout = '10s';
      SET lock_timeout = '5s';
      SET statement_timeout = '9s';
      SET enable_seqscan = off;
      SET jit = off;
      SELECT set_config('synchronous_commit', 'on', false)
      WHERE current_setting('synchronous_commit') = 'off'\
      """;

  private static final String READING =
      """
      SET statement_timeout = '3s';
      SET default_transaction_isolation = 'repeatable read'\
      """;

  @Override
  public Session openSession() throws SQLException, StoreException {
    Session session = connect(Map.of(), WRITING);
    try {
      makeTables(session);
      return session;
    } catch (SQLException | StoreException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public Session connectForReading() throws SQLException {
    return connect(Map.of("socketTimeout", "3", "readOnly", "true"), READING);
  }

  private Session connect(Map<String, String> others, String settings) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.putAll(others);
    user.ifPresent(name -> properties.setProperty("user", name));
    password.ifPresent(secret -> properties.setProperty("password", secret));
    Connection connection = DriverManager.getConnection(jdbcUrl, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute(settings);
      return new Session(connection, true);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** One instance at a time; the others find the work done. */
  private static void makeTables(Session session) throws SQLException, StoreException {
    session.begin();
    session.query("SELECT pg_advisory_xact_lock(?)", row -> row, SCHEMA_LOCK);
    if (session.number("SELECT count(to_regclass('button_color_schema'))") == 0) {
      checkEncoding(session);
      session.update(Schema.POSTGRESQL);
      LOG.info("The tables were made in the database, schema version {}", Schema.VERSION);
    }
    long version = session.number("SELECT version FROM button_color_schema");
    if (version != Schema.VERSION) {
      throw new StoreException(
          "The database %s. Nothing was changed.".formatted(Schema.hasAnotherVersion(version)));
    }
    session.commit();
  }

  /** Found at the start, and not with the first group whose name the database cannot hold. */
  private static void checkEncoding(Session session) throws SQLException, StoreException {
    String encoding = session.query("SHOW server_encoding", row -> row.getString(1)).get(0);
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
}
