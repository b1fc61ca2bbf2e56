package dev.buttoncolor.store.database;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.experiment.LoggedEvents.LoggedEvent;
import dev.buttoncolor.experiment.VisitorId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The events that are on their way to Statsig, and the instance's row, which counts them. A row of
 * the outbox is a batch: what one commit brought, or half of what failed. Each method is part of
 * the caller's transaction.
 *
 * <p>On PostgreSQL a leased row is put off: other instances find it due when the lease is over. The
 * token tells whether it is still the lease that an answer of Statsig belongs to. On SQLite there
 * is one forwarder, and nothing is written for a lease. Times are the database's.
 */
public final class OutboxTable {

  /** In whose row commands count: only the sum of all is read. */
  public static final int FIRST_INSTANCE = 1;

  /** In a batch and in a post: as many as the SDK would post at once. */
  private static final int MOST_EVENTS = 1_000;

  /** In a lease, whose time would go into rows that the post has no room for. */
  public static final int MOST_BATCHES = 250;

  public static final Duration LEASE = Duration.ofSeconds(45);

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

    public Contents with(int addedEvents, long addedBytes, Instant loggedAt) {
      return new Contents(
          events + addedEvents,
          deadLetters,
          bytes + addedBytes,
          oldest.or(() -> Optional.of(loggedAt)),
          dropped);
    }
  }

  /**
   * Events that one instance alone sends, in one post, until the lease ends.
   *
   * @param ids of the batches
   * @param events the JSON of each, oldest first
   * @param alone whether it is one batch that was halved out of a post that failed
   * @param leasedAtNanos when it began at the earliest, by {@link System#nanoTime}
   */
  public record Lease(
      long token, List<Long> ids, List<String> events, boolean alone, long leasedAtNanos) {}

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

  /** How many bytes of JSON these are. */
  public long add(List<LoggedEvent> events, Instant loggedAt) throws SQLException {
    return add(events.stream().map(LoggedEvent::json).toList(), loggedAt, 0, false);
  }

  private long add(List<String> events, Instant loggedAt, long dueAt, boolean alone)
      throws SQLException {
    long bytes = 0;
    for (int from = 0; from < events.size(); from += MOST_EVENTS) {
      List<String> batch = events.subList(from, Math.min(from + MOST_EVENTS, events.size()));
      String json = String.join("\n", batch);
      session.update(
          """
          INSERT INTO outbox (events, bytes, logged_at, due_at, alone, json)
          VALUES (?, ?, ?, ?, ?, ?)\
          """,
          batch.size(),
          json.length(),
          loggedAt,
          dueAt,
          alone ? 1 : 0,
          json);
      bytes += json.length();
    }
    count(events.size(), 0, bytes, 0);
    return bytes;
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
    List<Row> due = due();
    if (due.isEmpty()) {
      return Optional.empty();
    }
    List<Long> ids = due.stream().map(Row::id).toList();
    long token = ThreadLocalRandom.current().nextLong();
    if (shared) {
      session.update(
          "UPDATE outbox SET lease = ?, due_at = %s + ? WHERE %s".formatted(now, listed()),
          token,
          LEASE.toMillis(),
          list(ids));
    }
    List<String> events = events(batches(listed(), list(ids)));
    return Optional.of(new Lease(token, ids, events, due.get(0).alone(), asked));
  }

  /**
   * What goes into the next post. What was halved comes before all else, and its first half before
   * its second: so the event that is the reason is found in few posts. Once it is put off, it waits
   * in its turn.
   */
  private List<Row> due() throws SQLException {
    String halves =
        """
        alone = 1 AND refusal IS NULL AND due_at <= %s AND (events > 1 OR due_at = 0)
        ORDER BY id DESC\
        """;
    List<Row> half = rows(halves.formatted(now), 1);
    if (!half.isEmpty()) {
      return half;
    }
    List<Row> due = new ArrayList<>();
    int events = 0;
    for (Row row : rows("due_at <= " + now + " ORDER BY id", MOST_BATCHES)) {
      events += row.events();
      if (!due.isEmpty() && (row.alone() || due.get(0).alone() || events > MOST_EVENTS)) {
        break;
      }
      due.add(row);
    }
    return due;
  }

  private record Row(long id, int events, long bytes, boolean alone) {}

  private List<Row> rows(String whichInOrder, int most) throws SQLException {
    return session.query(
        "SELECT id, events, bytes, alone FROM outbox WHERE %s LIMIT ? %s"
            .formatted(whichInOrder, shared ? "FOR UPDATE SKIP LOCKED" : ""),
        row -> new Row(row.getLong(1), row.getInt(2), row.getLong(3), row.getInt(4) == 1),
        most);
  }

  /**
   * @param json a line for each event
   */
  private record Batch(long id, Instant loggedAt, String json) {

    List<String> events() {
      return json.lines().toList();
    }
  }

  private static List<String> events(List<Batch> batches) {
    return batches.stream().flatMap(batch -> batch.events().stream()).toList();
  }

  private List<Batch> batches(String which, Object... values) throws SQLException {
    return session.query(
        "SELECT id, logged_at, json FROM outbox WHERE %s ORDER BY id %s"
            .formatted(which, shared ? "FOR UPDATE" : ""),
        row -> new Batch(row.getLong("id"), Session.time(row, "logged_at"), row.getString("json")),
        values);
  }

  /** Rows whose ids are the value. */
  private String listed() {
    return shared ? "id = ANY (?::bigint[])" : "id IN (SELECT value FROM json_each(?))";
  }

  private Object list(List<Long> ids) {
    return shared ? ids.toArray(new Long[0]) : ids.toString(); // which is JSON
  }

  // What becomes of a lease happens to the rows that are still leased; each says how many.

  public int delete(Lease lease) throws SQLException {
    return remove(leased(), 0, values(lease));
  }

  public int release(Lease lease) throws SQLException {
    return change("due_at = 0, lease = NULL", lease);
  }

  /** Cuts it in two, which go alone. */
  public int halve(Lease lease, Duration pause) throws SQLException {
    List<Batch> batches = batches(leased(), values(lease));
    if (!batches.isEmpty()) {
      long dueAt = pause.isZero() ? 0 : session.number("SELECT " + now) + pause.toMillis();
      List<String> events = events(batches);
      int half = (events.size() + 1) / 2;
      delete(lease);
      add(events.subList(half, events.size()), batches.get(0).loggedAt(), dueAt, true);
      add(events.subList(0, half), batches.get(0).loggedAt(), dueAt, true); // goes first: see lease
    }
    return batches.size();
  }

  /** It is one event, alone. */
  public int refuse(Lease lease, String why) throws SQLException {
    int refused = change("due_at = NULL, lease = NULL, refusal = ?", lease, why);
    count(-refused, refused, 0, 0);
    return refused;
  }

  public List<DeadLetter> deadLetters(int most) throws SQLException {
    return session.query(
        "SELECT json, refusal FROM outbox WHERE due_at IS NULL ORDER BY id LIMIT ?",
        row -> {
          JsonObject event = JsonParser.parseString(row.getString("json")).getAsJsonObject();
          return new DeadLetter(
              new VisitorId(event.getAsJsonObject("user").get("userID").getAsString()),
              event.get("eventName").getAsString(),
              Instant.ofEpochMilli(event.get("time").getAsLong()),
              row.getString("refusal"));
        },
        most);
  }

  public int retry() throws SQLException {
    int retried =
        session.update( // not 0, by which the last would go first
            "UPDATE outbox SET due_at = %s, refusal = NULL WHERE %s"
                .formatted(now, locked("due_at IS NULL")));
    count(retried, -retried, 0, 0);
    return retried;
  }

  private int change(String what, Lease lease, Object... values) throws SQLException {
    return session.update(
        "UPDATE outbox SET %s WHERE %s".formatted(what, locked(leased())),
        Stream.of(values, values(lease)).flatMap(Stream::of).toArray());
  }

  private String leased() {
    return listed() + (shared ? " AND lease = ?" : " AND due_at IS NOT NULL");
  }

  private Object[] values(Lease lease) {
    Object ids = list(lease.ids());
    return shared ? new Object[] {ids, lease.token()} : new Object[] {ids};
  }

  /** Locks what others may change, in the order of the ids, as all do who lock several rows. */
  private String locked(String which) {
    String rows = "id IN (SELECT id FROM outbox WHERE %s ORDER BY id FOR UPDATE)";
    return shared ? rows.formatted(which) : which;
  }

  /** From how many batches the visitor's events went. */
  public int forget(VisitorId visitor) throws SQLException {
    String user = "\"userID\":\"%s\"".formatted(visitor);
    List<Batch> batches = batches((shared ? "strpos" : "instr") + "(json, ?) > 0", user);
    for (Batch batch : batches) {
      List<String> all = batch.events();
      List<String> others = all.stream().filter(event -> !event.contains(user)).toList();
      if (others.isEmpty()) {
        remove("id = ?", 0, batch.id());
      } else {
        String json = String.join("\n", others);
        session.update(
            "UPDATE outbox SET events = ?, bytes = ?, json = ? WHERE id = ?",
            others.size(),
            json.length(),
            json,
            batch.id());
        count(others.size() - all.size(), 0, json.length() - batch.json().length(), 0);
      }
    }
    return batches.size();
  }

  int leaveOut() throws SQLException {
    return remove("TRUE", 0);
  }

  /**
   * Drops the oldest dead letters or, if there are none, the oldest events that no instance leases,
   * until there is room for so many bytes. On SQLite these may be on their way just now and arrive
   * nevertheless. How many.
   */
  public int dropOldest(long bytes) throws SQLException {
    for (String which : List.of("refusal IS NOT NULL", "due_at IS NOT NULL AND lease IS NULL")) {
      List<Long> ids = new ArrayList<>();
      long room = 0;
      for (Row row : rows(which + " ORDER BY id", MOST_BATCHES)) {
        if (room >= bytes) {
          break;
        }
        ids.add(row.id());
        room += row.bytes();
      }
      if (!ids.isEmpty()) {
        return remove(listed(), 1, list(ids));
      }
    }
    return 0;
  }

  /** How many events these were. */
  private int remove(String which, int droppedWithEach, Object... values) throws SQLException {
    int[] events = new int[2]; // that waited, and dead letters
    List<Long> bytes =
        session.query(
            "DELETE FROM outbox WHERE %s RETURNING due_at, events, bytes".formatted(locked(which)),
            row -> {
              events[Session.time(row, "due_at") == null ? 1 : 0] += row.getInt("events");
              return row.getLong("bytes");
            },
            values);
    int removed = events[0] + events[1];
    if (removed > 0) {
      long sum = bytes.stream().mapToLong(Long::longValue).sum();
      count(-events[0], -events[1], -sum, (long) droppedWithEach * removed);
    }
    return removed;
  }
}
