package dev.buttoncolor.statsig.relay;

import dev.buttoncolor.sqlite.SqliteFile;
import dev.buttoncolor.sqlite.SqliteSchema;
import dev.buttoncolor.sqlite.Transaction;
import dev.buttoncolor.sqlite.UnusableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches that are not with Statsig yet, in one SQLite file, first in, first out.
 *
 * <p>What {@link #append} returned from is on disk and outlives the process. Every change is one
 * transaction: it happened whole or not at all. The outbox stays within its bound by dropping the
 * oldest batches, dead letters first, but never the newest. Safe for use by many threads; one
 * process at a time.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private static final SqliteSchema SCHEMA =
      new SqliteSchema(
          "outbox",
          0x6263_6f62, // "bcob"
          Set.of("batch", "tally"),
          List.of(
              // Free pages are used again first and given back once nothing waits.
              "auto_vacuum = INCREMENTAL", "journal_size_limit = 4194304"),
          2,
          script("outbox-1.sql") + script("outbox-2.sql"),
          "the program that wrote it reads it");

  /** So many the next batches will need again; giving them back takes two syncs of the disk. */
  private static final int FEW_PAGES = 256;

  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(2);

  private final Connection connection;
  private final long maxBytes;
  private final InstantSource clock;
  private Instant nextWarning = Instant.MIN;

  private Outbox(Connection connection, long maxBytes, InstantSource clock) {
    this.connection = connection;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /**
   * @throws UnusableFileException where the file is there and cannot be used
   */
  static Outbox open(Path file, long maxBytes, InstantSource clock) throws UnusableFileException {
    return new Outbox(SqliteFile.open(file, SCHEMA, BUSY_TIMEOUT), maxBytes, clock);
  }

  private static String script(String resource) {
    try (InputStream in = Outbox.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " is missing from the program", e);
    }
  }

  /** One batch that waits, and its place in the line. */
  record Waiting(long id, EventBatch batch) {}

  /** What the outbox holds; see {@link RelayStatus}. */
  record Contents(
      long waiting,
      long bytes,
      Optional<Duration> oldest,
      long deadLetters,
      Optional<String> lastDeadLetter,
      long dropped) {
    static final Contents EMPTY = new Contents(0, 0, Optional.empty(), 0, Optional.empty(), 0);
  }

  synchronized void append(EventBatch batch) throws SQLException {
    Transaction.run(
        connection,
        () -> {
          change(
              "INSERT INTO batch (received_at, headers, body, bytes) VALUES (?, ?, ?, ?)",
              clock.millis(),
              batch.headerLines(),
              batch.body(),
              batch.bytes());
          dropWhatIsTooMuch();
        });
  }

  /** The batch that waits longest, of those that came after one and are none of the others. */
  synchronized Optional<Waiting> next(long after, Set<Long> others) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                """
                SELECT id, headers, body FROM batch
                WHERE dead_letter IS NULL AND id > %d AND id NOT IN (%s) ORDER BY id LIMIT 1\
                """
                    .formatted(after, list(others)))) {
      return row.next()
          ? Optional.of(
              new Waiting(row.getLong(1), EventBatch.of(row.getString(2), row.getBytes(3))))
          : Optional.empty();
    }
  }

  /** Those of the batches that still wait. */
  synchronized Set<Long> waitingAmong(Set<Long> batches) throws SQLException {
    Set<Long> waiting = new HashSet<>();
    try (Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                "SELECT id FROM batch WHERE dead_letter IS NULL AND id IN (%s)"
                    .formatted(list(batches)))) {
      while (row.next()) {
        waiting.add(row.getLong(1));
      }
    }
    return waiting;
  }

  private static String list(Set<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Statsig took it. */
  synchronized void remove(long id) throws SQLException {
    Transaction.run(
        connection,
        () -> {
          if (change("DELETE FROM batch WHERE id = ?", id) == 0) {
            // The bound dropped it while it was on its way: it is not lost after all.
            change("UPDATE loss SET dropped = dropped - 1");
          }
        });
    giveBackFreePages();
  }

  /** Statsig will not take it: keeps it, but out of the line. */
  synchronized void makeDeadLetter(long id, String why) throws SQLException {
    change("UPDATE batch SET dead_letter = ? WHERE id = ?", why, id);
  }

  synchronized Contents contents() throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row =
            sql.executeQuery(
                """
                SELECT count(*) - count(dead_letter),
                       coalesce(sum(bytes), 0),
                       min(received_at) FILTER (WHERE dead_letter IS NULL),
                       count(dead_letter),
                       (SELECT dead_letter FROM batch
                        WHERE dead_letter IS NOT NULL ORDER BY id DESC LIMIT 1),
                       (SELECT dropped FROM loss)
                FROM batch\
                """)) {
      long since = row.getLong(3);
      Optional<Duration> oldest =
          row.wasNull()
              ? Optional.empty()
              : Optional.of(Duration.between(Instant.ofEpochMilli(since), clock.instant()));
      return new Contents(
          row.getLong(1),
          row.getLong(2),
          oldest,
          row.getLong(4),
          Optional.ofNullable(row.getString(5)),
          row.getLong(6));
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
                  ORDER BY dead_letter IS NULL, id LIMIT 1)\
                """)
            > 0) {
      dropped++;
    }
    if (dropped > 0) {
      change("UPDATE loss SET dropped = dropped + ?", dropped);
      warn();
    }
  }

  private void warn() throws SQLException {
    Instant now = clock.instant();
    if (!now.isBefore(nextWarning)) {
      nextWarning = now.plus(BETWEEN_WARNINGS);
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
      if (freePages(sql) > FEW_PAGES && contents().bytes() == 0) {
        // The pragma frees a page a step, and only executeUpdate goes through all of them.
        sql.executeUpdate("PRAGMA incremental_vacuum");
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      }
    } catch (SQLException e) {
      // The batch is gone all the same, and the next one tries this again.
      LOG.debug("The outbox could not shrink its file", e);
    }
  }

  private static int freePages(Statement sql) throws SQLException {
    try (ResultSet free = sql.executeQuery("PRAGMA freelist_count")) {
      return free.getInt(1);
    }
  }

  private int change(String statement, Object... arguments) throws SQLException {
    try (PreparedStatement sql = connection.prepareStatement(statement)) {
      for (int i = 0; i < arguments.length; i++) {
        sql.setObject(i + 1, arguments[i]);
      }
      return sql.executeUpdate();
    }
  }
}
