package dev.buttoncolor.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;

/** A database of its own on the test server. */
record PostgresTestDatabase(String url) implements TestDatabase {

  @Override
  public EventStore open(StoreOptions options, InstantSource clock) throws StoreException {
    return EventStore.inDatabase(DatabaseUrl.parse(url), options, clock);
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }
}
