package dev.buttoncolor.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A change of a SQLite file that happens whole or not at all. */
@FunctionalInterface
public interface Transaction {
  /** Makes the change. */
  void change() throws SQLException;

  /**
   * Runs one and commits it, or takes it back.
   *
   * @param connection in auto-commit mode
   */
  static void run(Connection connection, Transaction transaction) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");
      try {
        transaction.change();
        sql.execute("COMMIT");
      } catch (SQLException | RuntimeException e) {
        try {
          sql.execute("ROLLBACK");
        } catch (SQLException endedAlready) {
          e.addSuppressed(endedAlready); // a full disk, for one, ends the transaction by itself
        }
        throw e;
      }
    }
  }
}
