package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.results.Arm;
import dev.buttoncolor.results.Counts;
import dev.buttoncolor.results.Design;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** A store's file, the plan and the clock it is opened with, and a look at it from outside. */
final class StoreFile {

  static final Design PLAN = plan(400);

  final Path path;
  final SetClock clock = new SetClock();

  StoreFile(Path folder) {
    path = folder.resolve("experiment.db");
  }

  static Design plan(long plannedVisitors) {
    return new Design(
        "Blue", List.of(new Arm("Blue", 0.5), new Arm("Green", 0.5)), plannedVisitors);
  }

  EventStore open() throws StoreException {
    return open("button_color", PLAN);
  }

  EventStore open(String experiment, Design plan) throws StoreException {
    return EventStore.open(path, experiment, () -> Optional.of(plan), clock);
  }

  static VisitorId visitor(int number) {
    return new VisitorId("visitor-" + number);
  }

  /** Waits until all that came before is committed: events are written in order. */
  static void flush(EventStore store) {
    while (!store.check().ok()) {
      Thread.onSpinWait(); // each check waits by itself
    }
  }

  static Counts counts(EventStore store, String group) {
    return store.look().tally().of(group);
  }

  static long exclusions(EventStore store, Exclusion kind) {
    return store.look().exclusions().get(kind);
  }

  /** Another connection to the file, as another process would have. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + path);
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Does something while another connection has the file locked for writing. */
  void whileLocked(Executable action) throws Throwable {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      action.execute();
    }
  }

  /** The one number that the query gives. */
  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }
}
