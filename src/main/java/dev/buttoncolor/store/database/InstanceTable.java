package dev.buttoncolor.store.database;

import java.sql.SQLException;
import java.time.Instant;

/** Who writes to the store: its instances, and the key behind their visitors' ids. */
public final class InstanceTable {

  private final Session session;

  public InstanceTable(Session session) {
    this.session = session;
  }

  /** Registers a start, while the runs are locked; the instance's number, always 1 on SQLite. */
  public int register(Instant startedAt) throws SQLException {
    String next = "SELECT coalesce(max(id), 0) + 1 FROM instance";
    int number = session.isShared() ? (int) session.number(next) : 1;
    session.update(
        """
        INSERT INTO instance (id, started_at, saved, events, dead_letters, bytes, dropped_events)
        VALUES (?, ?, 0, 0, 0, 0, 0)
        ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at, saved = 0\
        """,
        number,
        startedAt);
    return number;
  }

  /**
   * Checks that the store's visitors have their ids from the key of this fingerprint; the first one
   * to ask decides.
   *
   * @throws StoreException if they do not
   */
  public void checkVisitorKey(String fingerprint) throws SQLException, StoreException {
    int same =
        session.update(
            "UPDATE store SET visitor_key = ? WHERE coalesce(visitor_key, ?) = ?",
            fingerprint,
            fingerprint,
            fingerprint);
    if (same == 0) {
      throw new StoreException(
          "The visitor key is not the one that this store's visitors have their ids from; with"
              + " another one each visitor would be counted twice. Put that one back: VISITOR_ID_KEY,"
              + " or visitor-id.key in DATA_DIR. Only if it is lost, \"reset --new-key\" ends the run,"
              + " and the next start brings its key.");
    }
  }

  /** The next to ask decides on the key. */
  public void dropVisitorKey() throws SQLException {
    session.update("UPDATE store SET visitor_key = NULL");
  }

  /**
   * Numbers the transaction: what must not be written twice goes with a number.
   *
   * @return false if that of this number is there, since only the answer to its commit was lost
   */
  public boolean saveOnce(int instance, long number) throws SQLException {
    return session.update(
            "UPDATE instance SET saved = ? WHERE id = ? AND saved < ?", number, instance, number)
        > 0;
  }
}
