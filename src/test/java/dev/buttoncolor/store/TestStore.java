package dev.buttoncolor.store;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.counts.RecordedRun;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.support.Polling;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** An open store on a database of its own, with an experiment that runs, and a clock by hand. */
final class TestStore implements AutoCloseable {

  static final String SALT = "salt";

  static final StoreOptions OPTIONS = options(Mode.EMBEDDED, "button_color");

  final SetClock clock = new SetClock();
  final TestDatabase database;
  private EventStore store;

  private TestStore(TestDatabase database) {
    this.database = database;
  }

  /** Opens a store on which nothing has been observed. */
  static TestStore unobserved(TestDatabase database) throws StoreException {
    TestStore test = new TestStore(database);
    test.open(OPTIONS);
    return test;
  }

  /** Opens a store whose experiment has Blue and Green at equal shares. */
  static TestStore on(TestDatabase database) throws StoreException {
    TestStore test = unobserved(database);
    test.observe(running(SALT));
    return test;
  }

  static StoreOptions options(Mode mode, String experiment) {
    return new StoreOptions(mode, experiment, Optional.empty(), Optional.of(400L), "fingerprint");
  }

  static ExperimentSpec running(String salt) {
    return spec(salt, ExperimentState.RUNNING, 0.5);
  }

  /** The experiment with Blue and Green. */
  static ExperimentSpec spec(String salt, ExperimentState state, double shareOfBlue) {
    return new ExperimentSpec(
        "button_color",
        salt,
        state,
        "userID",
        List.of(
            new Group("Blue", shareOfBlue, new ButtonColor(0, 0, 255), "First"),
            new Group("Green", 1 - shareOfBlue, new ButtonColor(0, 128, 0), "Second")),
        state == ExperimentState.ENDED ? Optional.of("Green") : Optional.empty());
  }

  static VisitorId visitor(int number) {
    return new VisitorId("visitor-" + number);
  }

  EventStore store() {
    return store;
  }

  void open(StoreOptions options) throws StoreException {
    store = EventStore.in(database.events(), options, clock);
  }

  void reopen() throws StoreException {
    store.close();
    open(OPTIONS);
  }

  void observe(ExperimentSpec spec) {
    store.observe(spec, clock.instant());
    flush();
  }

  boolean expose(int visitor, String group) {
    return store.expose(visitor(visitor), group, SALT, clock.instant());
  }

  /** Signs up and waits for the answer. */
  SignupOutcome signUp(int visitor) {
    return store.signUp(visitor(visitor), SALT, clock.instant()).join();
  }

  RecordedRun look() {
    return store.look().orElseThrow();
  }

  Counts counts(String group) {
    return look().counts().of(group);
  }

  long exclusions(Exclusion kind) {
    return look().exclusions().get(kind);
  }

  /** Waits until all that came before is committed: events are written in order. */
  void flush() {
    flush(store);
  }

  static void flush(EventStore store) {
    Polling.until(() -> store.check().status() == StoreHealth.Status.WORKING);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The one number that a query gives. */
  long number(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Asks again and again until the one number that a query gives is this one. */
  void awaitNumber(long expected, String sql) {
    Polling.until(
        () -> {
          try {
            return number(sql) == expected;
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Does something while another connection has a SQLite file locked for writing. */
  void whileLocked(Executable action) throws Throwable {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      action.execute();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
