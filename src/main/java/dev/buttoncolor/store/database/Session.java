package dev.buttoncolor.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;

/**
 * A connection that writes, and what the two databases do differently on it. Every method is part
 * of the transaction that {@link #begin} opens; outside of one, each statement is its own. Not safe
 * for use by two threads at once.
 */
public interface Session extends AutoCloseable {

  /** For what both databases do alike. */
  Connection connection();

  void begin() throws SQLException;

  /** Ends the transaction. Where this fails, it may have happened all the same. */
  void commit() throws SQLException;

  /** Takes back what was done since {@link #begin}; does nothing where there is nothing to do. */
  void rollback() throws SQLException;

  /** Lets one instance at a time change runs and designs, until its transaction ends. */
  void lockRuns() throws SQLException;

  /** Lets one instance at a time replace time buckets, and none write them meanwhile. */
  void lockBuckets() throws SQLException;

  /**
   * Writes the rows of visitors who have none, and locks the rows of the others.
   *
   * @param rows what to write for a new visitor
   * @return the rows that were there already and are left as they were
   */
  Map<RowKey, VisitorRow> insertOrLock(SortedMap<RowKey, VisitorRow> rows) throws SQLException;

  /** Replaces rows that are locked. */
  void update(Map<RowKey, VisitorRow> rows) throws SQLException;

  @Override
  void close();
}
