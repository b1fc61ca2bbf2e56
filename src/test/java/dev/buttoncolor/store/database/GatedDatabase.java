package dev.buttoncolor.store.database;

import dev.buttoncolor.support.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database on the test server, which the program reaches through a gate and the test directly.
 */
public final class GatedDatabase implements TestDatabase, AutoCloseable {

  private final PostgresTestDatabase database =
      new PostgresTestDatabase(PostgresServer.shared().newDatabase());
  private final Gate gate = new Gate(PostgresServer.shared().address());
  private final String parameters;

  /**
   * @param parameters of the URL, such as {@code socketTimeout=1}
   */
  public GatedDatabase(String parameters) {
    this.parameters = parameters;
  }

  public Gate gate() {
    return gate;
  }

  @Override
  public Database database() {
    String direct = "localhost:" + PostgresServer.shared().address().getPort();
    return new PostgresDatabase(
        database.url().replace(direct, "localhost:" + gate.port()) + "&" + parameters,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Connection connect() throws SQLException {
    return database.connect();
  }

  @Override
  public void close() throws IOException {
    gate.close();
  }
}
