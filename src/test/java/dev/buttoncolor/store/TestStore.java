package dev.buttoncolor.store;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.EventLog.Place;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.store.runs.DesignSettings;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.support.Polling;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An open store on a database of its own, with an experiment that runs, and a clock by hand. */
final class TestStore implements AutoCloseable {

  static final String SALT = "salt";

  static final StoreOptions OPTIONS =
      options(Mode.EMBEDDED, "button_color", new DesignSettings(Optional.empty(), 400));

  final TestDatabase database;
  private final LoggedEvents logged;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private EventStore store;

  TestStore(TestDatabase database, LoggedEvents logged) {
    this.database = database;
    this.logged = logged;
  }

  static TestStore unobserved(TestDatabase database) throws StoreException {
    return new TestStore(database, LoggedEvents.NONE).open(OPTIONS);
  }

  /** Opens a store whose experiment has Blue and Green at equal shares. */
  static TestStore on(TestDatabase database) throws StoreException {
    return on(database, LoggedEvents.NONE);
  }

  /** The same with an outbox for what is logged. */
  static TestStore on(TestDatabase database, LoggedEvents logged) throws StoreException {
    TestStore test = new TestStore(database, logged).open(OPTIONS);
    test.observe(running(SALT));
    return test;
  }

  static StoreOptions options(Mode mode, String experiment, DesignSettings design) {
    return new StoreOptions(mode, experiment, design, "fingerprint", "signup", 1 << 20);
  }

  static ExperimentSpec running(String salt) {
    return spec(salt, ExperimentState.RUNNING, 0.5);
  }

  static ExperimentSpec spec(String salt, ExperimentState state, double shareOfBlue) {
    return new ExperimentSpec(
        "button_color",
        salt,
        state,
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

  TestStore open(StoreOptions options) throws StoreException {
    store = EventStore.open(database.database(), options, logged, () -> now);
    return this;
  }

  StoreAdmin admin() throws StoreException {
    return StoreAdmin.open(database.database(), OPTIONS.mode(), OPTIONS.experiment());
  }

  void reopen() throws StoreException {
    reopen(OPTIONS);
  }

  void reopen(StoreOptions options) throws StoreException {
    store.close();
    open(options);
  }

  /** What the clock says, which stands still until a test sets it. */
  Instant now() {
    return now;
  }

  void advance(Duration duration) {
    now = now.plus(duration);
  }

  void observe(ExperimentSpec spec) {
    store.observe(spec, now);
    flush();
  }

  /** Exposes a visitor by the shares of the present; false if there is no place for it. */
  boolean expose(int visitor, String group) {
    return expose(visitor(visitor), group, new Split(SALT, Map.of()));
  }

  /** Exposes the visitors below {@code to} in one group, and waits for the commit. */
  void exposeAll(int from, int to, String group) {
    for (int i = from; i < to; i++) {
      expose(i, group);
    }
    flush();
  }

  boolean expose(VisitorId visitor, String group, Split split) {
    Optional<Place> reserved = store.reserve();
    reserved.ifPresent(place -> place.exposed(visitor, group, split, now));
    return reserved.isPresent();
  }

  CompletableFuture<SignupOutcome> signUp(VisitorId visitor, String salt) {
    return store
        .reserve()
        .map(place -> place.signedUp(visitor, salt, now))
        .orElse(CompletableFuture.completedFuture(SignupOutcome.NOT_TAKEN));
  }

  CompletableFuture<SignupOutcome> signUpSoon(int visitor) {
    return signUp(visitor(visitor), SALT);
  }

  SignupOutcome signUp(int visitor) {
    return signUpSoon(visitor).join();
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
    Polling.until(() -> store.check().health() == EventStore.Health.OK);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long number(String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
