package dev.buttoncolor.store.database;

import dev.buttoncolor.support.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** A database of a test's own, which is not there yet or empty, and where it is for JDBC. */
public record TestDatabase(Database database, String url) {

  public static TestDatabase inFile(Path file) {
    return new TestDatabase(new SqliteDatabase(file), "jdbc:sqlite:" + file);
  }

  public static TestDatabase onServer() {
    String url = PostgresServer.shared().newDatabase();
    return new TestDatabase(new PostgresDatabase(url, Optional.empty(), Optional.empty()), url);
  }

  /**
   * The same, which a store reaches through a gate, and the test directly.
   *
   * @param parameters of the store's URL, such as {@code socketTimeout=1}
   */
  public static TestDatabase behind(Gate gate, String parameters) {
    String url = PostgresServer.shared().newDatabase();
    String direct = "localhost:" + PostgresServer.shared().address().getPort();
    String gated = url.replace(direct, "localhost:" + gate.port()) + "&" + parameters;
    return new TestDatabase(new PostgresDatabase(gated, Optional.empty(), Optional.empty()), url);
  }

  /** Another connection, as another program would have. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }
}
