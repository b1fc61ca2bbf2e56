package dev.buttoncolor.store;

import dev.buttoncolor.support.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A database on the test server, which the program reaches through a gate and the test directly.
 */
final class GatedDatabase implements TestDatabase, AutoCloseable {

  private final PostgresTestDatabase database =
      new PostgresTestDatabase(PostgresServer.shared().newDatabase());
  private final Gate gate = new Gate(PostgresServer.shared().address());
  private final String parameters;

  /**
   * @param parameters of the URL, such as {@code socketTimeout=1}
   */
  GatedDatabase(String parameters) {
    this.parameters = parameters;
  }

  Gate gate() {
    return gate;
  }

  private DatabaseAccess access() {
    String direct = "localhost:" + PostgresServer.shared().address().getPort();
    return new DatabaseAccess(
        database.url().replace(direct, "localhost:" + gate.port()) + "&" + parameters,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public EventDatabase events() {
    return new PostgresDatabase(access());
  }

  @Override
  public EventStore open(StoreOptions options, InstantSource clock) throws StoreException {
    return EventStore.inDatabase(access(), Path.of("nowhere"), options, clock);
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
