package dev.buttoncolor.statsig.relay;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches that are not with Statsig yet, in one SQLite file, first in, first out.
 *
 * <p>What {@link #append} returned from is on disk and outlives the process. Every change is one
 * transaction: it happened whole or not at all. The outbox stays within its bound by dropping the
 * oldest batches, those set aside first, but never the newest. Safe for use by many threads; one
 * process at a time.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final Duration BETWEEN_SHOUTS = Duration.ofMinutes(1);

  private final Connection connection;
  private final long maxBytes;
  private final Clock clock;
  private Instant nextShout = Instant.MIN;

  private Outbox(Connection connection, long maxBytes, Clock clock) {
    this.connection = connection;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /**
   * @throws UnusableOutboxException where the file is there and cannot be used
   */
  static Outbox open(Path file, long maxBytes, Clock clock) {
    return new Outbox(OutboxFile.open(file), maxBytes, clock);
  }

  /** One batch that waits, and its place in the line. */
  record Waiting(long id, Batch batch) {}

  /** What the outbox holds; see {@link RelayStatus}. */
  record Contents(
      long waiting,
      long bytes,
      Optional<Duration> oldest,
      long setAside,
      OptionalInt lastRefusal,
      long dropped) {}

  synchronized void append(Batch batch) throws SQLException {
    inTransaction(
        () -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO batch (received_at, headers, body, bytes) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, clock.millis());
            insert.setString(2, batch.headerLines());
            insert.setBytes(3, batch.body());
            insert.setLong(4, batch.bytes());
            insert.executeUpdate();
          }
          dropWhatIsTooMuch();
        });
  }

  /** The batch that waits longest. */
  synchronized Optional<Waiting> first() throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                """
                SELECT id, headers, body FROM batch
                WHERE refused_with IS NULL ORDER BY id LIMIT 1\
                """)) {
      return row.next()
          ? Optional.of(new Waiting(row.getLong(1), Batch.of(row.getString(2), row.getBytes(3))))
          : Optional.empty();
    }
  }

  /** Statsig took it. */
  synchronized void remove(long id) throws SQLException {
    inTransaction(
        () -> {
          if (change("DELETE FROM batch WHERE id = ?", id) == 0) {
            // The bound dropped it while it was on its way: it is not lost after all.
            change("UPDATE tally SET dropped = dropped - ?", 1);
          }
        });
    giveBackFreePages();
  }

  /** Statsig will not have it: keeps it, but out of the line. */
  synchronized void setAside(long id, int status) throws SQLException {
    inTransaction(() -> change("UPDATE batch SET refused_with = " + status + " WHERE id = ?", id));
  }

  synchronized Contents contents() throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                """
                SELECT count(*) - count(refused_with),
                       coalesce(sum(bytes), 0),
                       min(received_at) FILTER (WHERE refused_with IS NULL),
                       count(refused_with),
                       (SELECT refused_with FROM batch
                        WHERE refused_with IS NOT NULL ORDER BY id DESC LIMIT 1),
                       (SELECT dropped FROM tally)
                FROM batch\
                """)) {
      long since = row.getLong(3);
      Optional<Duration> oldest =
          row.wasNull()
              ? Optional.empty()
              : Optional.of(Duration.between(Instant.ofEpochMilli(since), clock.instant()));
      int refusal = row.getInt(5);
      OptionalInt last = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(refusal);
      return new Contents(
          row.getLong(1), row.getLong(2), oldest, row.getLong(4), last, row.getLong(6));
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }

  private void dropWhatIsTooMuch() throws SQLException {
    int dropped = 0;
    while (contents().bytes() > maxBytes
        && change(
                """
                DELETE FROM batch WHERE id = (
                  SELECT id FROM batch WHERE id < (SELECT max(id) FROM batch)
                  ORDER BY refused_with IS NULL, id LIMIT ?)\
                """,
                1)
            > 0) {
      dropped++;
    }
    if (dropped > 0) {
      change("UPDATE tally SET dropped = dropped + ?", dropped);
      shout();
    }
  }

  private void shout() throws SQLException {
    Instant now = clock.instant();
    if (!now.isBefore(nextShout)) {
      nextShout = now.plus(BETWEEN_SHOUTS);
      LOG.error(
          "EVENTS LOST: the outbox is at its bound of {} bytes and drops its oldest batches;"
              + " {} dropped so far",
          maxBytes,
          contents().dropped());
    }
  }

  /** Without this the file would stay as large as the worst outage made it. */
  private void giveBackFreePages() {
    try (Statement sql = connection.createStatement()) {
      if (contents().bytes() == 0) {
        // The pragma frees a page a step, and only executeUpdate goes through all of them.
        sql.executeUpdate("PRAGMA incremental_vacuum");
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      }
    } catch (SQLException e) {
      // The batch is gone all the same, and the next one tries this again.
      LOG.debug("The outbox could not shrink its file", e);
    }
  }

  private int change(String statement, long argument) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(statement)) {
      sql.setLong(1, argument);
      return sql.executeUpdate();
    }
  }

  private void inTransaction(Change change) throws SQLException {
    execute("BEGIN IMMEDIATE");
    try {
      change.make();
      execute("COMMIT");
    } catch (SQLException | RuntimeException e) {
      try {
        execute("ROLLBACK");
      } catch (SQLException rolledBackAlready) {
        // A full disk, for one, ends the transaction by itself.
        e.addSuppressed(rolledBackAlready);
      }
      throw e;
    }
  }

  private void execute(String statement) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** What one transaction does. */
  @FunctionalInterface
  private interface Change {
    void make() throws SQLException;
  }
}
