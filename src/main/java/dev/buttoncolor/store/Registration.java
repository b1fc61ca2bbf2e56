package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.store.counts.Exclusions;
import dev.buttoncolor.store.database.Session;
import dev.buttoncolor.store.database.Sql;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.runs.DesignTable;
import dev.buttoncolor.store.runs.RunTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start leaves in the database: which instance writes, which key its visitor ids are made
 * with, which design its operator asks for, and a first run.
 */
final class Registration {

  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  private final StoreOptions options;
  private final Instant startedAt;
  private final boolean shared;
  private int instance; // 0 before the database was reached for the first time

  /**
   * @param shared whether other instances write too; the only one is always number 1
   */
  Registration(StoreOptions options, Instant startedAt, boolean shared) {
    this.options = options;
    this.startedAt = startedAt;
    this.shared = shared;
  }

  int instance() {
    return instance;
  }

  RunTable runTable(Session session) {
    return new RunTable(session.connection(), options.mode(), options.experiment());
  }

  /**
   * Registers this start, once for each new session.
   *
   * @throws StoreException where the database belongs to another visitor key
   */
  void register(Session session, Exclusions exclusions) throws SQLException, StoreException {
    session.begin();
    session.lockRuns();
    if (shared) {
      checkVisitorKey(session);
    }
    RunTable runs = runTable(session);
    if (runs.load().all().isEmpty()) {
      runs.insert("", ExperimentState.NOT_STARTED, Instant.EPOCH);
    }
    if (instance == 0) {
      int number = registerInstance(session);
      new DesignTable(session.connection(), options.mode(), options.experiment(), startedAt)
          .set(options.control(), options.plannedVisitors());
      Map<Exclusions.Key, Long> before = exclusionsOf(session, number);
      Optional<String> contents = StoreContents.of(session.connection());
      session.commit();
      contents.ifPresent(found -> LOG.info("The store holds {}", found));
      exclusions.restore(before);
      instance = number;
    } else {
      session.commit();
    }
  }

  private int registerInstance(Session session) throws SQLException {
    int number =
        shared
            ? (int)
                Sql.number(session.connection(), "SELECT coalesce(max(id), 0) + 1 FROM instance")
            : 1;
    Sql.update(
        session.connection(),
        """
        INSERT INTO instance (id, started_at) VALUES (?, ?)
        ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at\
        """,
        number,
        startedAt);
    return number;
  }

  private void checkVisitorKey(Session session) throws SQLException, StoreException {
    Sql.update(
        session.connection(),
        "UPDATE store SET visitor_key = ? WHERE visitor_key IS NULL",
        options.visitorKey());
    String kept =
        Sql.query(session.connection(), "SELECT visitor_key FROM store", row -> row.getString(1))
            .get(0);
    if (!kept.equals(options.visitorKey())) {
      session.rollback();
      throw new StoreException(
          "VISITOR_ID_KEY is not the key that this database's visitors have their ids from; with"
              + " another one each visitor would be counted twice. Give this instance the key of"
              + " the others.");
    }
  }

  /** What the only instance had counted by itself before it was started anew. */
  private static Map<Exclusions.Key, Long> exclusionsOf(Session session, int instance)
      throws SQLException {
    Map<Exclusions.Key, Long> counted = new HashMap<>();
    for (Exclusion kind : Exclusion.values()) {
      Sql.query(
          session.connection(),
          "SELECT run, counted FROM exclusion WHERE instance = ? AND kind = ?",
          row -> counted.put(new Exclusions.Key(row.getInt("run"), kind), row.getLong("counted")),
          instance,
          kind.key());
    }
    return counted;
  }

  /** Writes something, so that a commit shows whether writing works. */
  void touch(Session session, Instant at) throws SQLException {
    Sql.update(
        session.connection(), "UPDATE instance SET checked_at = ? WHERE id = ?", at, instance);
  }
}
