package dev.buttoncolor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.buttoncolor.experiment.EventLog.Place;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.InOrder;

/** Both logs have an event, or none does. */
class ExperimentTest {

  private static final VisitorId ALICE = new VisitorId("alice");
  private static final Split SPLIT = new Split("salt", Map.of("Green", 1.0));
  private static final Assignment GREEN =
      new Assignment(
          Optional.of("Green"),
          ButtonColor.DEFAULT,
          "A paragraph",
          "NETWORK",
          SPLIT,
          Optional.empty());
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final Assigner assigner = mock(Assigner.class);
  private final EventLog events = mock(EventLog.class);
  private final Place place = mock(Place.class);
  private final Experiment experiment =
      new Experiment(assigner, events, () -> NOW, new PrometheusRegistry());

  @BeforeEach
  void assign() {
    when(assigner.expose(ALICE)).thenReturn(GREEN);
    when(assigner.assign(ALICE)).thenReturn(GREEN);
    when(events.reserve()).thenReturn(Optional.of(place));
    when(place.signedUp(ALICE, "salt", NOW))
        .thenReturn(CompletableFuture.completedFuture(SignupOutcome.CONVERSION));
    is(ExperimentState.RUNNING);
  }

  private void is(ExperimentState state) {
    when(assigner.spec())
        .thenReturn(
            Optional.of(new ExperimentSpec("colors", "salt", state, List.of(), Optional.empty())));
  }

  @Test
  void exposureIsRecordedInThePlaceThatWasTakenBefore() {
    assertEquals(GREEN, experiment.expose(ALICE));
    InOrder order = inOrder(events, assigner, place);
    order.verify(events).reserve();
    order.verify(assigner).expose(ALICE);
    order.verify(place).exposed(ALICE, "Green", SPLIT, NOW);
    order.verify(place).close();
  }

  @Test
  void exposureWithoutAPlaceIsLoggedNowhere() {
    when(events.reserve()).thenReturn(Optional.empty());

    assertEquals(Optional.of(Exclusion.DROPPED), experiment.expose(ALICE).exclusion());
    verify(assigner, never()).expose(any());
    verify(events).exclude(Exclusion.DROPPED);
  }

  @Test
  void placeIsGivenBackThoughTheSdkThrows() {
    when(assigner.expose(ALICE)).thenThrow(new IllegalStateException());

    assertThrows(IllegalStateException.class, () -> experiment.expose(ALICE));
    verify(place).close();
  }

  @Test
  void signupWithoutAPlaceIsLoggedNowhere() {
    when(events.reserve()).thenReturn(Optional.empty());

    assertEquals(SignupOutcome.NOT_TAKEN, experiment.signUp(ALICE).join());
    verify(assigner, never()).logSignup(any());
  }

  @Test
  void signupAfterAnEndThatTheLogAloneKnowsIsSaidToBeOne() {
    assertEquals(Exclusion.ENDED, experiment.whyNoConversion(ALICE, SignupOutcome.NOT_RUNNING));
    assertEquals(
        Exclusion.SIGNUP_WITHOUT_EXPOSURE,
        experiment.whyNoConversion(ALICE, SignupOutcome.WITHOUT_EXPOSURE));
  }

  @ParameterizedTest
  @EnumSource(names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
  void signupOutsideARunIsForStatsigAlone(ExperimentState state) {
    is(state);
    CompletableFuture<SignupOutcome> committed = new CompletableFuture<>();
    when(place.signedUpUncounted()).thenReturn(committed);

    assertSame(committed, experiment.signUp(ALICE));
    verify(assigner).logSignup(ALICE);
    verify(events).exclude(Exclusion.valueOf(state.name()));
    verify(place, never()).signedUp(any(), any(), any());
  }
}
