package dev.buttoncolor.web.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
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
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LandingServletTest {

  private static final VisitorId ALICE = new VisitorId("alice");
  private static final Group GREEN =
      new Group("Green", 0.5, new ButtonColor(0, 128, 0), "A paragraph");

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final Assigner assigner = mock(Assigner.class);
  private final EventLog events = mock(EventLog.class);
  private final Experiment experiment = new Experiment(assigner, events, () -> NOW);
  private final LandingServlet servlet =
      new LandingServlet(
          new VisitorReader(
              TrustedProxies.of(List.of()), VisitorKey.of("a secret of this test"), experiment),
          experiment,
          true);

  @BeforeEach
  void assign() {
    Assignment green =
        new Assignment(
            Optional.of("Green"),
            GREEN.color(),
            GREEN.paragraph(),
            "NETWORK",
            "salt",
            Optional.empty());
    when(assigner.spec())
        .thenReturn(
            Optional.of(
                new ExperimentSpec(
                    "colors",
                    "salt",
                    ExperimentState.RUNNING,
                    "userID",
                    List.of(GREEN),
                    Optional.empty())));
    when(assigner.assign(any())).thenReturn(green);
    when(assigner.expose(any())).thenReturn(green);
    when(events.expose(any(), any(), any(), any())).thenReturn(true);
  }

  @Test
  void aVisitIsOneExposure() throws IOException {
    Exchange exchange = new Exchange("GET").with("random", "alice").to(servlet);

    assertEquals(
        "{\"visitor\":\"alice\",\"group\":\"Green\",\"color\":\"#008000\","
            + "\"paragraph\":\"A paragraph\",\"reason\":\"NETWORK\",\"counted\":true,"
            + "\"signup\":\"/signup?random=alice\"}",
        exchange.body());
    verify(assigner).expose(ALICE);
    verify(assigner, never()).assign(any());
    verify(events).expose(ALICE, "Green", "salt", NOW);
    verifyNoMoreInteractions(events);
  }

  @Test
  void exposureThatIsDroppedIsNotCounted() throws IOException {
    when(events.expose(any(), any(), any(), any())).thenReturn(false);
    Exchange exchange = new Exchange("GET").with("random", "alice").to(servlet);

    assertTrue(exchange.body().contains("\"counted\":false"), exchange.body());
  }

  @Test
  void pageDoesNotSayThatADroppedExposureCounts() throws IOException {
    when(events.expose(any(), any(), any(), any())).thenReturn(false);
    Exchange exchange = new Exchange("GET").with("random", "alice").asBrowser().to(servlet);

    assertTrue(
        exchange.body().contains("not counted: too many events wait to be written."),
        exchange.body());
  }

  @Test
  void addressIsHiddenBehindTheKey() throws IOException {
    new Exchange("GET").to(servlet);

    // The first 128 bits of HMAC-SHA-256 of the bytes 203, 0, 113, 7 under that secret.
    verify(assigner).expose(new VisitorId("0aaf2f99865eb7a22bb3aeecec8a869d"));
  }

  @Test
  void headIsAssignedAndNotExposed() throws IOException {
    new Exchange("HEAD").with("random", "alice").to(servlet);

    verify(assigner).assign(ALICE);
    verify(assigner, never()).expose(any());
    verify(events).exclude(Exclusion.HEAD);
  }

  @Test
  void previewDoesNotAskTheExperimentForAGroup() throws IOException {
    new Exchange("GET").with("random", "alice").with("variant", "Green").to(servlet);

    verify(assigner, never()).assign(any());
    verify(assigner, never()).expose(any());
    verify(events).exclude(Exclusion.PREVIEW);
  }

  @Test
  void visitorInNoGroupDoesNotCount() throws IOException {
    when(assigner.expose(any()))
        .thenReturn(
            new Assignment(
                Optional.empty(),
                ButtonColor.DEFAULT,
                "Text",
                "UNINITIALIZED",
                "",
                Optional.of(Exclusion.FALLBACK)));
    Exchange exchange = new Exchange("GET").with("random", "alice").to(servlet);

    assertEquals(
        "{\"visitor\":\"alice\",\"group\":null,\"color\":\"#0000ff\",\"paragraph\":\"Text\","
            + "\"reason\":\"UNINITIALIZED\",\"counted\":false,\"signup\":\"/signup?random=alice\"}",
        exchange.body());
    verify(events).exclude(Exclusion.FALLBACK);
    verifyNoMoreInteractions(events);
  }

  @Test
  void badParameterExposesNoVisitor() throws IOException {
    Exchange exchange = new Exchange("GET").with("random", "a b").to(servlet);

    verify(exchange.response).sendError(eq(400), contains("\"random\" is \"a b\""));
    verify(assigner, never()).expose(any());
    verifyNoInteractions(events);
  }

  @Test
  void otherMethodExposesNoVisitor() throws IOException {
    Exchange exchange = new Exchange("POST").to(servlet);

    verify(exchange.response).setHeader("Allow", "GET, HEAD");
    verify(exchange.response).sendError(405);
    verifyNoInteractions(assigner, events);
  }
}
