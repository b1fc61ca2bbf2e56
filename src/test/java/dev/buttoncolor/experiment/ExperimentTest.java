package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of events that one of the two logs does not take. */
class ExperimentTest {

  private static final VisitorId ALICE = new VisitorId("alice");
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final Assigner assigner = mock(Assigner.class);
  private final EventLog events = mock(EventLog.class);
  private final Experiment experiment = new Experiment(assigner, events, () -> NOW);

  @BeforeEach
  void assign() {
    when(assigner.expose(ALICE))
        .thenReturn(
            new Assignment(
                Optional.of("Green"),
                ButtonColor.DEFAULT,
                "A paragraph",
                "NETWORK",
                "salt",
                Optional.empty()));
    when(assigner.logSignup(ALICE)).thenReturn(CompletableFuture.completedFuture(null));
    when(events.signUp(ALICE, "salt", NOW))
        .thenReturn(CompletableFuture.completedFuture(SignupOutcome.CONVERSION));
    is(ExperimentState.RUNNING);
  }

  private void is(ExperimentState state) {
    when(assigner.spec())
        .thenReturn(
            Optional.of(
                new ExperimentSpec(
                    "colors", "salt", state, "userID", List.of(), Optional.empty())));
  }

  @Test
  void exposureThatIsDroppedIsNotCounted() {
    when(events.expose(ALICE, "Green", "salt", NOW)).thenReturn(false);

    assertEquals(Optional.of(Exclusion.DROPPED), experiment.expose(ALICE).exclusion());
  }

  @Test
  void signupThatStatsigWouldLoseIsNotRecorded() {
    when(assigner.logSignup(ALICE))
        .thenReturn(CompletableFuture.failedFuture(new IOException("no space")));

    assertEquals(SignupOutcome.NOT_RECORDED, experiment.signUp(ALICE).join());
  }

  @ParameterizedTest
  @EnumSource(names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
  void signupOutsideARunIsLoggedAndNotRecorded(ExperimentState state) {
    is(state);

    assertEquals(SignupOutcome.NOT_RUNNING, experiment.signUp(ALICE).join());
    verify(assigner).logSignup(ALICE);
    verify(events).exclude(Exclusion.valueOf(state.name()));
    verify(events, never()).signUp(any(), any(), any());
  }
}
