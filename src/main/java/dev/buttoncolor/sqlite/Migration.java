package dev.buttoncolor.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One step of a schema, from a version to the next one. It runs inside the transaction that also
 * writes the new version, so it happens whole or not at all; it must not commit.
 */
@FunctionalInterface
public interface Migration {
  void apply(Connection connection) throws SQLException;

  /** The SQL statements in a resource beside a class. */
  static Migration script(Class<?> owner, String resource) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(read(owner, resource)); // runs every statement of the script
      }
    };
  }

  private static String read(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " is missing from the program", e);
    }
  }
}
