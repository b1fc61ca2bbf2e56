package dev.buttoncolor.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** A database of its own on the test server. */
record PostgresTestDatabase(String url) implements TestDatabase {

  @Override
  public EventDatabase events() {
    return new PostgresDatabase(access());
  }

  DatabaseAccess access() {
    return new DatabaseAccess(url, Optional.empty(), Optional.empty());
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }
}
