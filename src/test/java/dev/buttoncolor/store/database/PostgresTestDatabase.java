package dev.buttoncolor.store.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** A database of its own on the test server. */
public record PostgresTestDatabase(String url) implements TestDatabase {

  @Override
  public PostgresDatabase database() {
    return new PostgresDatabase(url, Optional.empty(), Optional.empty());
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }
}
