package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.EventLog;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignupServletTest {

  private static final VisitorId ALICE = new VisitorId("alice");

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final Assigner assigner = mock(Assigner.class);
  private final EventLog events = mock(EventLog.class);
  private final Experiment experiment = new Experiment(assigner, events, () -> NOW);
  private final SignupServlet servlet =
      new SignupServlet(
          new VisitorReader(
              TrustedProxies.of(List.of()), VisitorKey.of("a secret of this test"), experiment),
          experiment,
          "joined",
          1,
          true);

  @BeforeEach
  void run() {
    is(ExperimentState.RUNNING);
    when(assigner.assign(any()))
        .thenReturn(
            new Assignment(
                Optional.of("Green"),
                ButtonColor.DEFAULT,
                "A paragraph",
                "NETWORK",
                "salt",
                Optional.empty()));
    when(assigner.logSignup(any())).thenReturn(CompletableFuture.completedFuture(null));
  }

  private void is(ExperimentState state) {
    when(assigner.spec())
        .thenReturn(
            Optional.of(
                new ExperimentSpec(
                    "colors",
                    "salt",
                    state,
                    "userID",
                    List.of(new Group("Green", 1, ButtonColor.DEFAULT, "A paragraph")),
                    Optional.empty())));
  }

  private void outcomeIs(SignupOutcome outcome) {
    when(events.signUp(ALICE, "salt", NOW)).thenReturn(CompletableFuture.completedFuture(outcome));
  }

  @ParameterizedTest
  @CsvSource({"GET, CONVERSION, true", "POST, CONVERSION, true", "GET, WITHOUT_EXPOSURE, false"})
  void whetherItCountsIsTheExperimentsWord(String method, SignupOutcome outcome, boolean counted)
      throws IOException {
    outcomeIs(outcome);
    Exchange exchange = new Exchange(method).with("random", "alice").to(servlet);

    assertEquals(
        "{\"visitor\":\"alice\",\"event\":\"joined\",\"counted\":" + counted + "}",
        exchange.body());
    verify(assigner).logSignup(ALICE);
    verify(events, never()).exclude(any()); // the log counts what is no conversion
  }

  @ParameterizedTest
  @EnumSource(names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
  void signupOutsideARunIsLoggedAndNotRecorded(ExperimentState state) throws IOException {
    is(state);
    Exchange exchange = new Exchange("POST").with("random", "alice").to(servlet);

    assertTrue(exchange.body().contains("\"counted\":false"), exchange.body());
    verify(assigner).logSignup(ALICE);
    verify(events).exclude(Exclusion.valueOf(state.name()));
    verify(events, never()).signUp(any(), any(), any());
  }

  @Test
  void signupThatStatsigWouldLoseIsNotThankedFor() throws IOException {
    when(assigner.logSignup(ALICE))
        .thenReturn(CompletableFuture.failedFuture(new IOException("no space")));
    outcomeIs(SignupOutcome.CONVERSION);
    Exchange exchange = new Exchange("POST").with("random", "alice").to(servlet);

    verify(exchange.response).sendError(eq(503), contains("Please try again"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true", "1"})
  void newVisitorCannotSignUp(String random) throws IOException {
    Exchange exchange = new Exchange("GET").with("random", random).to(servlet);

    verify(exchange.response).sendError(eq(400), contains("needs the id"));
    verify(assigner, never()).logSignup(any());
    verify(events, never()).signUp(any(), any(), any());
  }

  @Test
  void previewSignsNoVisitorUp() throws IOException {
    new Exchange("POST").with("random", "alice").with("variant", "Green").to(servlet);

    verify(assigner, never()).logSignup(any());
    verify(events, never()).signUp(any(), any(), any());
    verify(events).exclude(Exclusion.PREVIEW);
  }

  @Test
  void signupThatIsNotOnDiskIsNotThankedFor() throws IOException {
    outcomeIs(SignupOutcome.NOT_RECORDED);
    Exchange exchange = new Exchange("POST").with("random", "alice").to(servlet);

    verify(exchange.response).setHeader("Retry-After", "2");
    verify(exchange.response).sendError(eq(503), contains("Please try again"));
    assertEquals("", exchange.body());
  }

  @Test
  void thanksComeAfterTheSignupIsOnDisk() throws IOException {
    CompletableFuture<SignupOutcome> writing = new CompletableFuture<>();
    when(events.signUp(ALICE, "salt", NOW)).thenReturn(writing);
    Exchange exchange = new Exchange("POST").with("random", "alice").to(servlet);
    verify(exchange.later, never()).complete();
    assertEquals("", exchange.body());

    writing.complete(SignupOutcome.CONVERSION);
    verify(exchange.later).complete();
    verify(events, times(1)).signUp(ALICE, "salt", NOW);
    assertEquals("{\"visitor\":\"alice\",\"event\":\"joined\",\"counted\":true}", exchange.body());
  }

  @Test
  void signupsThatWaitHaveABoundOfTheirOwn() throws IOException {
    CompletableFuture<SignupOutcome> writing = new CompletableFuture<>();
    when(events.signUp(any(), any(), any())).thenReturn(writing);
    new Exchange("POST").with("random", "alice").to(servlet);
    Exchange second = new Exchange("POST").with("random", "bob").to(servlet);
    verify(second.response).sendError(eq(503), contains("Too many signups"));
    verify(assigner, never()).logSignup(new VisitorId("bob"));

    writing.complete(SignupOutcome.CONVERSION);
    Exchange third = new Exchange("POST").with("random", "bob").to(servlet);
    assertTrue(third.body().contains("\"counted\":true"), third.body());
  }
}
