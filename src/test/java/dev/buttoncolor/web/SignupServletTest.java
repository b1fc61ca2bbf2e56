package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.NotCounted;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignupServletTest {

  private static final VisitorId ALICE = new VisitorId("alice");

  private final Experiment experiment = mock(Experiment.class);
  private final EventStore store = mock(EventStore.class);
  private final SignupServlet servlet =
      new SignupServlet(
          new Visits(
              new ClientAddress(TrustedProxies.of(List.of())),
              VisitorKey.of("a secret of this test"),
              experiment),
          experiment,
          store,
          "joined");

  @ParameterizedTest
  @CsvSource({"GET, CONVERSION, true", "POST, CONVERSION, true", "GET, WITHOUT_EXPOSURE, false"})
  void whetherItCountsIsTheExperimentsWord(String method, SignupOutcome outcome, boolean counted)
      throws IOException {
    when(experiment.signUp(ALICE)).thenReturn(CompletableFuture.completedFuture(outcome));
    Exchange exchange = new Exchange(method).with("random", "alice").to(servlet);

    assertEquals(
        "{\"visitor\":\"alice\",\"event\":\"joined\",\"counted\":" + counted + "}",
        exchange.body());
    verifyNoInteractions(store); // the experiment has counted it
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "true", "1"})
  void nobodyNewSignsUp(String random) throws IOException {
    Exchange exchange = new Exchange("GET").with("random", random).to(servlet);

    verify(exchange.response).sendError(eq(400), contains("needs the id"));
    verify(experiment, never()).signUp(any());
  }

  @Test
  void previewSignsNobodyUp() throws IOException {
    when(experiment.groups())
        .thenReturn(List.of(new Group("Green", 1, ButtonColor.DEFAULT, "A paragraph")));
    new Exchange("POST").with("random", "alice").with("variant", "Green").to(servlet);

    verify(experiment, never()).signUp(any());
    verify(store).count(NotCounted.PREVIEW);
  }

  @Test
  void signupThatIsNotOnDiskIsNotThankedFor() throws IOException {
    when(experiment.signUp(ALICE))
        .thenReturn(CompletableFuture.completedFuture(SignupOutcome.NOT_RECORDED));
    Exchange exchange = new Exchange("POST").with("random", "alice").to(servlet);

    verify(exchange.response).setHeader("Retry-After", "2");
    verify(exchange.response).sendError(eq(503), contains("Please try again"));
    assertEquals("", exchange.body());
  }

  @Test
  void nobodyIsThankedBeforeTheSignupIsOnDisk() throws IOException {
    CompletableFuture<SignupOutcome> writing = new CompletableFuture<>();
    when(experiment.signUp(ALICE)).thenReturn(writing);
    Exchange exchange = new Exchange("POST").with("random", "alice").to(servlet);
    verify(exchange.later, never()).dispatch();
    assertEquals("", exchange.body());

    writing.complete(SignupOutcome.CONVERSION);
    verify(exchange.later).dispatch();
    exchange.to(servlet); // as the server does now
    verify(experiment, times(1)).signUp(ALICE);
    assertEquals("{\"visitor\":\"alice\",\"event\":\"joined\",\"counted\":true}", exchange.body());
  }
}
