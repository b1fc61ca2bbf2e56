package dev.buttoncolor.store.database;

import java.sql.SQLException;

/** A connection that writes. Not safe for use by two threads at once. */
public interface Session extends AutoCloseable {

  Sql sql();

  void begin() throws SQLException;

  /** Ends the transaction. If this fails, it may have happened all the same. */
  void commit() throws SQLException;

  /** Takes back what was done since {@link #begin}; does nothing if there is nothing to do. */
  void rollback() throws SQLException;

  /** Whether it is to PostgreSQL, where each statement is a round trip and others write too. */
  boolean isShared();

  @Override
  void close();
}
