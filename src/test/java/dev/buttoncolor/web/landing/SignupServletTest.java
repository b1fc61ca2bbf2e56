package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.experiment.EventLog;
import dev.buttoncolor.experiment.EventLog.Place;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How signups wait for the disk. One may wait at a time. */
class SignupServletTest {

  private final Assigner assigner = mock();
  private final EventLog events = mock();
  private final CompletableFuture<SignupOutcome> writing = new CompletableFuture<>();
  private final AsyncContext later = mock();
  private final ServletOutputStream body = mock();
  private final Experiment experiment =
      new Experiment(assigner, events, Clock.systemUTC(), new PrometheusRegistry());
  private final SignupServlet servlet =
      new SignupServlet(
          new VisitorReader(
              TrustedProxies.of(List.of()),
              VisitorKey.of("a secret of this test"),
              experiment,
              new RecentVisits()),
          experiment,
          "joined",
          true,
          1,
          true);

  @BeforeEach
  void write() {
    Place place = mock(Place.class);
    when(events.reserveForSignup()).thenReturn(Optional.of(place));
    when(place.signedUp(any(), any(), any())).thenReturn(writing);
  }

  @Test
  void thanksComeAfterTheSignupIsOnDisk() throws IOException {
    signUp("alice");
    verifyNoInteractions(body);
    verify(later, never()).complete();

    writing.complete(SignupOutcome.CONVERSION);
    verify(body)
        .write(
            "{\"visitor\":\"alice\",\"event\":\"joined\",\"counted\":true,\"why\":null}"
                .getBytes(StandardCharsets.UTF_8));
    verify(later).complete();
  }

  @Test
  void signupsThatWaitHaveABound() throws IOException {
    signUp("alice");
    verify(signUp("bob")).sendError(eq(503), contains("Too many signups"));
    verify(assigner, never()).logSignup(new VisitorId("bob"));

    writing.complete(SignupOutcome.CONVERSION);
    signUp("bob");
    verify(assigner).logSignup(new VisitorId("bob"));
  }

  @Test
  void signupThatFailsAtOnceGivesItsPlaceBack() throws IOException {
    doThrow(new IllegalStateException()).when(assigner).logSignup(new VisitorId("alice"));
    assertThrows(IllegalStateException.class, () -> signUp("alice"));

    signUp("bob");
    verify(assigner).logSignup(new VisitorId("bob"));
  }

  private HttpServletResponse signUp(String visitor) throws IOException {
    HttpServletRequest request = mock(HttpServletRequest.class);
    HttpServletResponse response = mock(HttpServletResponse.class);
    when(request.getMethod()).thenReturn("GET");
    when(request.getQueryString()).thenReturn("random=" + visitor);
    when(request.getHeaders("Accept"))
        .thenReturn(Collections.enumeration(List.of("application/json")));
    when(request.startAsync()).thenReturn(later);
    when(response.getOutputStream()).thenReturn(body);
    when(later.getRequest()).thenReturn(request);
    when(later.getResponse()).thenReturn(response);
    doAnswer(
            call -> {
              call.<Runnable>getArgument(0).run();
              return null;
            })
        .when(later)
        .start(any());
    servlet.service(request, response);
    return response;
  }
}
