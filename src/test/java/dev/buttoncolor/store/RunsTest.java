package dev.buttoncolor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.analysis.Stretch;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.store.database.StoreException;
import dev.buttoncolor.store.database.TestDatabase;
import dev.buttoncolor.store.runs.Change;
import dev.buttoncolor.store.runs.DesignSettings;
import dev.buttoncolor.store.runs.RecordedRun;
import dev.buttoncolor.store.runs.Run;
import dev.buttoncolor.support.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lives of an experiment: what is observed of them, and what is counted into which. */
class RunsTest extends OnEachDatabase {

  @Override
  TestStore open(TestDatabase database) throws StoreException {
    return TestStore.unobserved(database);
  }

  private void observe(String salt, ExperimentState state) {
    test.advance(Duration.ofSeconds(10));
    test.observe(TestStore.spec(salt, state, 0.5));
  }

  private void expose(int visitor, String group, String salt) {
    test.expose(TestStore.visitor(visitor), group, new Split(salt, Map.of()));
    test.flush();
  }

  private List<ExperimentState> states() {
    return test.store().runs().stream().map(Run::state).toList();
  }

  @Test
  void experimentThatHasNotStartedIsARunToCome() {
    observe("a", ExperimentState.NOT_STARTED);
    observe("b", ExperimentState.NOT_STARTED);
    assertEquals(List.of(ExperimentState.NOT_STARTED), states());
    assertTrue(test.look().run().startedAt().isEmpty());
    observe("b", ExperimentState.RUNNING);

    assertEquals(List.of(ExperimentState.RUNNING), states());
    assertEquals(test.now(), test.look().run().startedAt().orElseThrow());
    assertEquals("b", test.look().run().salt());
  }

  @Test
  void endFreezesTheRun() throws StoreException {
    observe("a", ExperimentState.RUNNING);
    expose(1, "Blue", "a");
    observe("a", ExperimentState.ENDED);
    test.advance(Duration.ofSeconds(1));
    expose(2, "Blue", "a");
    assertEquals(SignupOutcome.NOT_RUNNING, test.signUp(TestStore.visitor(1), "a").join());
    test.advance(Duration.ofSeconds(-5));
    expose(3, "Blue", "a"); // it took long to arrive
    test.reopen();

    RecordedRun run = test.look();
    assertEquals(ExperimentState.ENDED, run.run().state());
    assertEquals(Optional.of("Green"), run.run().shippedGroup());
    assertEquals(new Counts(2, 0), run.counts().of("Blue"));
    assertEquals(2, run.exclusions().get(Exclusion.ENDED));
    assertEquals(List.of("Blue", "Green"), run.run().groups().stream().map(Group::name).toList());
    assertEquals("Blue", run.design().orElseThrow().control());
  }

  @Test
  void experimentThatIsStartedAnewIsARunOfItsOwn() {
    observe("a", ExperimentState.RUNNING);
    expose(1, "Blue", "a");
    observe("b", ExperimentState.ABANDONED);
    assertEquals(List.of(ExperimentState.ABANDONED), states());
    observe("c", ExperimentState.RUNNING);
    expose(1, "Green", "c");

    assertEquals(List.of(ExperimentState.ABANDONED, ExperimentState.RUNNING), states());
    assertEquals(2, test.look().run().number());
    assertEquals(Map.of("Green", new Counts(1, 0)), test.look().counts().byGroup());
    assertEquals(
        Map.of("Blue", new Counts(1, 0)), test.store().look(1).orElseThrow().counts().byGroup());
    assertTrue(test.store().look(3).isEmpty());
  }

  /** Instances learn of a new salt seconds apart. */
  @Test
  void eventIsCountedIntoTheRunThatItCarries() {
    observe("a", ExperimentState.RUNNING);
    observe("b", ExperimentState.RUNNING);
    expose(1, "Blue", "a");
    expose(2, "Blue", "b");
    expose(3, "Blue", "c"); // the first to name it

    assertEquals(3, test.store().runs().size());
    for (int number = 1; number <= 3; number++) {
      assertEquals(new Counts(1, 0), test.store().look(number).orElseThrow().counts().of("Blue"));
    }
  }

  @Test
  void changesAreWrittenDownWithTheirTime() {
    observe("a", ExperimentState.RUNNING);
    Instant started = test.now();
    test.advance(Duration.ofHours(1));
    test.observe(
        new ExperimentSpec(
            "button_color",
            "a",
            ExperimentState.RUNNING,
            List.of(
                new Group("Blue", 0.5, new ButtonColor(0, 0, 200), "First"),
                new Group("Green", 0.5, new ButtonColor(0, 128, 0), "Another")),
            Optional.empty()));
    Instant changed = test.now();
    assertEquals(ExperimentState.RUNNING, test.look().run().state());
    test.advance(Duration.ofSeconds(10));
    test.store().observe(TestStore.spec("a", ExperimentState.ENDED, 0.5), test.now());
    // No event follows whose commit would make the store read again.
    Polling.until(() -> test.look().run().state() == ExperimentState.ENDED);

    assertEquals(
        List.of(
            new Change(changed, Change.Kind.COLOR, "Blue", "#0000ff", "#0000c8"),
            new Change(changed, Change.Kind.PARAGRAPH, "Green", "Second", "Another"),
            new Change(test.now(), Change.Kind.STATE, "", "RUNNING", "ENDED")),
        test.look().run().changes());
    assertEquals(started, test.look().run().startedAt().orElseThrow());
    assertEquals("Another", test.look().run().groups().get(1).paragraph());
  }

  /** Shares that come back are the stretch that they were. */
  @Test
  void visitorsAndTheirSignupsAreCountedByTheSharesOfTheExposure() {
    observe("a", ExperimentState.RUNNING);
    expose(1, "Blue", "a");
    changeShares(0.75);
    expose(2, "Blue", "a");
    expose(3, "Green", "a");
    test.signUp(TestStore.visitor(1), "a").join();
    changeShares(0.5001);
    expose(4, "Green", "a");

    RecordedRun run = test.look();
    assertEquals(
        List.of(
            new Stretch(
                Map.of("Blue", 0.5, "Green", 0.5),
                Map.of("Blue", new Counts(1, 1), "Green", new Counts(1, 0))),
            new Stretch(
                Map.of("Blue", 0.75, "Green", 0.25),
                Map.of("Blue", new Counts(1, 0), "Green", new Counts(1, 0)))),
        run.counts().stretches());
    assertEquals(0.5001, run.design().orElseThrow().shares().get("Blue"));
    assertEquals(new Counts(2, 1), run.counts().of("Blue"));
    assertEquals(4, run.run().changes().size());
    assertEquals(1, test.number("SELECT stretch FROM time_bucket WHERE signups = 1"));
  }

  private void changeShares(double shareOfBlue) {
    test.advance(Duration.ofSeconds(10));
    test.observe(TestStore.spec("a", ExperimentState.RUNNING, shareOfBlue));
  }

  @Test
  void firstCountedExposureFixesWhatIsCompared() throws StoreException {
    observe("a", ExperimentState.RUNNING);
    restart(Optional.of("Green"), 1_000);
    assertDesign("Green", 1_000);
    expose(1, "Blue", "a");
    restart(Optional.of("Blue"), 50);
    assertDesign("Green", 1_000);

    observe("b", ExperimentState.RUNNING);
    assertDesign("Blue", 50);
  }

  @Test
  void controlThatIsNoGroupFixesNothing() throws StoreException {
    observe("a", ExperimentState.RUNNING);
    restart(Optional.of("Teal"), 5_000);
    expose(1, "Blue", "a");
    assertTrue(test.look().design().isEmpty());
    assertEquals(new Counts(1, 0), test.counts("Blue"));
    restart(Optional.empty(), 5_000);
    expose(2, "Blue", "a");
    assertDesign("Blue", 5_000);
  }

  private void assertDesign(String control, long plannedVisitors) {
    Design design = test.look().design().orElseThrow();
    assertEquals(control, design.control());
    assertEquals(plannedVisitors, design.plannedVisitors());
  }

  private void restart(Optional<String> control, long planned) throws StoreException {
    StoreOptions usual = TestStore.OPTIONS;
    test.reopen(
        TestStore.options(usual.mode(), usual.experiment(), new DesignSettings(control, planned)));
  }
}
