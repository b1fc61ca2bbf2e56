package dev.buttoncolor.store.database;

import dev.buttoncolor.experiment.LoggedEvents.LoggedEvent;
import dev.buttoncolor.experiment.VisitorId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The events that are on their way to Statsig, and the instance's row, which counts them. Each
 * method is part of the caller's transaction.
 *
 * <p>On PostgreSQL a leased row is put off: other instances find it due when the lease is over. The
 * token tells whether it is still the lease that an answer of Statsig belongs to. On SQLite there
 * is one forwarder, and nothing is written for a lease. Times are the database's.
 */
public final class OutboxTable {

  /** In whose row commands count: only the sum of all is read. */
  public static final int FIRST_INSTANCE = 1;

  /** As many as the SDK would post at once. */
  private static final int MOST_LEASED = 1_000;

  private static final int MOST_DROPPED = 1_000;

  public static final Duration LEASE = Duration.ofSeconds(45);

  /** What a row takes beside its JSON. */
  private static final int ROW_BYTES = 100;

  /**
   * What the outbox holds, all instances together.
   *
   * @param events that wait
   * @param bytes of these and the dead letters
   * @param oldest when the first of these events was logged
   * @param dropped since the store was made
   */
  public record Contents(
      long events, long deadLetters, long bytes, Optional<Instant> oldest, long dropped) {

    public static final Contents NONE = new Contents(0, 0, 0, Optional.empty(), 0);

    public Contents with(List<LoggedEvent> added, Instant loggedAt) {
      return new Contents(
          events + added.size(),
          deadLetters,
          bytes + OutboxTable.bytes(added),
          oldest.or(() -> Optional.of(loggedAt)),
          dropped);
    }
  }

  /**
   * Events that one instance alone sends until the lease ends.
   *
   * @param events the JSON of each, oldest first
   * @param halvings how often these were halved out of a batch that failed
   * @param leasedAtNanos when it began at the earliest, by {@link System#nanoTime}
   */
  public record Lease(
      long token, List<Long> ids, List<String> events, int halvings, long leasedAtNanos) {}

  public record DeadLetter(VisitorId visitor, String event, Instant loggedAt, String refusal) {}

  private final Session session;
  private final boolean shared;
  private final int instance;
  private final String now;

  public OutboxTable(Session session, int instance) {
    this.session = session;
    shared = session.isShared();
    this.instance = instance;
    now =
        shared
            ? "CAST(1000 * extract(epoch FROM clock_timestamp()) AS BIGINT)"
            : "CAST(1000 * unixepoch('subsec') AS INTEGER)";
  }

  /** Registers a start, while the runs are locked; the instance's number, always 1 on SQLite. */
  public static int register(Session session, Instant startedAt) throws SQLException {
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

  /** False if the transaction of this number is there: only the answer to its commit was lost. */
  public boolean saveOnce(long number) throws SQLException {
    return session.update(
            "UPDATE instance SET saved = ? WHERE id = ? AND saved < ?", number, instance, number)
        > 0;
  }

  public void add(List<LoggedEvent> events, Instant loggedAt) throws SQLException {
    session.batch(
        """
        INSERT INTO outbox (visitor, name, json, logged_at, due_at, halvings)
        VALUES (?, ?, ?, ?, 0, 0)\
        """,
        events,
        event ->
            new Object[] {RowKey.bytes(event.visitor()), event.name(), event.json(), loggedAt});
    count(events.size(), 0, bytes(events), 0);
  }

  private static long bytes(List<LoggedEvent> events) {
    return events.stream().mapToLong(event -> event.json().length() + ROW_BYTES).sum();
  }

  private void count(long events, long deadLetters, long bytes, long dropped) throws SQLException {
    session.update(
        """
        UPDATE instance SET events = events + ?, dead_letters = dead_letters + ?,
          bytes = bytes + ?, dropped_events = dropped_events + ? WHERE id = ?\
        """,
        events,
        deadLetters,
        bytes,
        dropped,
        instance);
  }

  /** What all instances have in it; reads a row for each instance and not the events. */
  public Contents contents() throws SQLException {
    return session
        .query(
            """
            SELECT sum(events) AS events, sum(bytes) AS bytes, sum(dead_letters) AS dead_letters,
              sum(dropped_events) AS dropped,
              (SELECT logged_at FROM outbox WHERE due_at IS NOT NULL ORDER BY id LIMIT 1) AS oldest
            FROM instance\
            """,
            row ->
                new Contents(
                    row.getLong("events"),
                    row.getLong("dead_letters"),
                    row.getLong("bytes"),
                    Optional.ofNullable(Session.time(row, "oldest")),
                    row.getLong("dropped")))
        .get(0);
  }

  public Optional<Lease> lease() throws SQLException {
    long asked = System.nanoTime();
    long token = ThreadLocalRandom.current().nextLong();
    List<Integer> halvings =
        session.query(
            "SELECT halvings FROM outbox WHERE due_at <= %s ORDER BY id LIMIT 1 %s"
                .formatted(now, skipLocked()),
            row -> row.getInt(1));
    if (halvings.isEmpty()) {
      return Optional.empty();
    }
    int halved = halvings.get(0);
    String due =
        "FROM outbox WHERE due_at <= %s AND halvings = ? ORDER BY id LIMIT ? %s"
            .formatted(now, skipLocked());
    String lease =
        """
        UPDATE outbox SET lease = ?, due_at = %s + %d WHERE id IN (SELECT id %s) RETURNING id, json\
        """
            .formatted(now, LEASE.toMillis(), due);
    TreeMap<Long, String> leased = new TreeMap<>();
    int most = Math.max(1, MOST_LEASED >> Math.min(halved, 30));
    session.query(
        shared ? lease : "SELECT id, json " + due,
        row -> leased.put(row.getLong("id"), row.getString("json")),
        shared ? new Object[] {token, halved, most} : new Object[] {halved, most});
    return Optional.of(
        new Lease(
            token, List.copyOf(leased.keySet()), List.copyOf(leased.values()), halved, asked));
  }

  private String skipLocked() {
    return shared ? "FOR UPDATE SKIP LOCKED" : "";
  }

  // What becomes of a lease happens to the rows that are still leased; each says how many.

  public int delete(Lease lease) throws SQLException {
    return remove(leased(), 0, values(lease));
  }

  public int release(Lease lease) throws SQLException {
    return change("due_at = 0, lease = NULL", lease);
  }

  public int halve(Lease lease, Duration pause) throws SQLException {
    return change(
        "due_at = %s + ?, lease = NULL, halvings = halvings + 1".formatted(now),
        lease,
        pause.toMillis());
  }

  public int refuse(Lease lease, String why) throws SQLException {
    int refused = change("due_at = NULL, lease = NULL, refusal = ?", lease, why);
    count(-refused, refused, 0, 0);
    return refused;
  }

  public List<DeadLetter> deadLetters(int most) throws SQLException {
    return session.query(
        "SELECT * FROM outbox WHERE due_at IS NULL ORDER BY id LIMIT ?",
        row ->
            new DeadLetter(
                RowKey.visitor(row.getBytes("visitor")),
                row.getString("name"),
                Session.time(row, "logged_at"),
                row.getString("refusal")),
        most);
  }

  public int retry() throws SQLException {
    int retried =
        session.update(
            "UPDATE outbox SET due_at = 0, refusal = NULL WHERE " + locked("due_at IS NULL"));
    count(retried, -retried, 0, 0);
    return retried;
  }

  private int change(String what, Lease lease, Object... values) throws SQLException {
    return session.update(
        "UPDATE outbox SET %s WHERE %s".formatted(what, locked(leased())),
        Stream.of(values, values(lease)).flatMap(Stream::of).toArray());
  }

  private String leased() {
    return shared
        ? "id = ANY (?::bigint[]) AND lease = ?"
        : "id IN (SELECT value FROM json_each(?))";
  }

  private Object[] values(Lease lease) {
    return shared
        ? new Object[] {lease.ids().toArray(new Long[0]), lease.token()}
        : new Object[] {lease.ids().toString()}; // which is JSON
  }

  /** Locks what others may change, in the order of the ids, as all do who lock several rows. */
  private String locked(String which) {
    String rows = "id IN (SELECT id FROM outbox WHERE %s ORDER BY id FOR UPDATE)";
    return shared ? rows.formatted(which) : which;
  }

  public int forget(VisitorId visitor) throws SQLException {
    return remove("visitor = ?", 0, (Object) RowKey.bytes(visitor));
  }

  int leaveOut() throws SQLException {
    return remove("TRUE", 0);
  }

  /**
   * Drops the oldest dead letters or, if there are none, the oldest events that no instance leases.
   * On SQLite these may be on their way just now and arrive nevertheless. How many.
   */
  public int dropOldest() throws SQLException {
    for (String which : List.of("due_at IS NULL", "due_at IS NOT NULL AND lease IS NULL")) {
      String oldest =
          "id IN (SELECT id FROM outbox WHERE %s ORDER BY id LIMIT ? %s)"
              .formatted(which, skipLocked());
      int dropped = remove(oldest, 1, MOST_DROPPED);
      if (dropped > 0) {
        return dropped;
      }
    }
    return 0;
  }

  private int remove(String which, int droppedWithEach, Object... values) throws SQLException {
    long[] removed = new long[3];
    session.query(
        "DELETE FROM outbox WHERE %s RETURNING due_at, length(json) AS length"
            .formatted(locked(which)),
        row -> {
          removed[Session.time(row, "due_at") == null ? 1 : 0]++;
          return removed[2] += row.getLong("length") + ROW_BYTES;
        },
        values);
    int rows = (int) (removed[0] + removed[1]);
    if (rows > 0) {
      count(-removed[0], -removed[1], -removed[2], (long) droppedWithEach * rows);
    }
    return rows;
  }
}
