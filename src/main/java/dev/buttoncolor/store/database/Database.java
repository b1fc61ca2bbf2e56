package dev.buttoncolor.store.database;

import java.sql.SQLException;

/** A kind of database that a store is kept in, and what the kinds do differently. */
public interface Database {

  /**
   * Connects to write, and makes the tables if there are none.
   *
   * @throws StoreException if trying again would not help
   */
  Session openSession() throws SQLException, StoreException;

  /** Connects to read; what is read in one transaction is of one moment. */
  Session connectForReading() throws SQLException;

  /** Whether other instances write to it too, and it may be away. */
  boolean isShared();

  /** Whether what was to be written is at fault, and would be refused again. */
  boolean isRefusal(SQLException e);

  /** What is wrong, for a person; without any secret. */
  String describe(SQLException e);
}
