package dev.buttoncolor.store.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A SQLite file, made by the first store that is opened on it. */
public record SqliteTestDatabase(Path file) implements TestDatabase {

  @Override
  public Database database() {
    return new SqliteDatabase(file);
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
