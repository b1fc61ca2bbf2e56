package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.store.database.PostgresTestDatabase;
import dev.buttoncolor.support.PostgresServer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two processes that see the same visitors in opposite orders, and lower the same p-values, at the
 * same time. It takes processes: the order of an immutable map depends on a seed that each process
 * draws for itself.
 */
@Timeout(120)
class DeadlockTest {

  private static final int GROUPS = 10;
  private static final int VISITORS = 2_000; // of each group
  private static final int ROUNDS = 200; // in which the further back a group is, the more sign up

  /** What each process does. */
  static final class Instance {

    private Instance() {}

    /** Runs it on the database of this URL, from the first visitor on or from the last. */
    public static void main(String[] arguments) throws Exception {
      SetClock clock = new SetClock();
      boolean backwards = Boolean.parseBoolean(arguments[1]);
      try (EventStore store =
          EventStore.open(
              new PostgresTestDatabase(arguments[0]).database(),
              TestStore.OPTIONS,
              LoggedEvents.NONE,
              clock)) {
        store.observe(spec(), clock.instant());
        for (int i = 0; i < GROUPS * VISITORS; i++) {
          int visitor = backwards ? GROUPS * VISITORS - 1 - i : i;
          TestStore.expose(
              store,
              TestStore.visitor(visitor),
              "Group " + visitor % GROUPS,
              TestStore.SALT,
              clock.instant());
        }
        TestStore.flush(store);
        for (int round = 0; round < ROUNDS; round++) {
          for (int group = 0; group < GROUPS; group++) {
            for (int i = 0; i <= group / 2; i++) {
              int visitor = (round * GROUPS + i) * GROUPS + group;
              TestStore.signUp(store, TestStore.visitor(visitor), TestStore.SALT, clock.instant());
            }
          }
          TestStore.flush(store);
          assertTrue(store.look().isPresent()); // lowers p of each pair of groups
          TestStore.flush(store);
        }
      }
    }

    private static ExperimentSpec spec() {
      return new ExperimentSpec(
          "button_color",
          TestStore.SALT,
          ExperimentState.RUNNING,
          "userID",
          IntStream.range(0, GROUPS)
              .mapToObj(i -> new Group("Group " + i, 0.1, new ButtonColor(0, 0, i), "Text"))
              .toList(),
          Optional.empty());
    }
  }

  @Test
  void processesThatWriteTheSameRowsCountThemOnceAndDoNotDeadlock() throws Exception {
    PostgresTestDatabase database = new PostgresTestDatabase(PostgresServer.shared().newDatabase());
    TestStore.unobserved(database).close(); // makes the tables
    List<Process> processes = new ArrayList<>();
    for (String backwards : List.of("false", "true")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Instance.class.getName(),
                  database.url(),
                  backwards)
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start());
    }
    for (Process process : processes) {
      assertEquals(0, process.waitFor());
    }
    try (TestStore test = TestStore.unobserved(database)) {
      assertEquals(VISITORS, test.counts("Group 0").visitors());
      assertEquals(GROUPS * VISITORS, test.number("SELECT count(*) FROM visitors"));
      assertEquals(
          test.number("SELECT count(signed_up_at) FROM visitors"),
          test.look().counts().total().signups());
      assertEquals(0, test.exclusions(Exclusion.SIGNUP_WITHOUT_EXPOSURE));
      assertTrue(test.number("SELECT count(*) FROM running_minimum") > GROUPS);
      assertEquals(
          0,
          test.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }
  }
}
