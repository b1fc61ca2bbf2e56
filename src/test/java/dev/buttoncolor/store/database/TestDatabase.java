package dev.buttoncolor.store.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A database of a test's own, as the program and as its administrator see it. */
public interface TestDatabase {

  /** What a store is opened on. */
  Database database();

  /** Another connection, as another program would have. */
  Connection connect() throws SQLException;
}
