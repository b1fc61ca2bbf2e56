package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.NotCounted;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LandingServletTest {

  private static final VisitorId ALICE = new VisitorId("alice");
  private static final Group GREEN =
      new Group("Green", 0.5, new ButtonColor(0, 128, 0), "A paragraph");

  private final Experiment experiment = mock(Experiment.class);
  private final EventStore store = mock(EventStore.class);
  private final LandingServlet servlet =
      new LandingServlet(
          new Visits(
              new ClientAddress(TrustedProxies.of(List.of())),
              VisitorKey.of("a secret of this test"),
              experiment),
          experiment,
          store);

  @BeforeEach
  void assign() {
    Assignment green =
        new Assignment(Optional.of("Green"), GREEN.color(), GREEN.paragraph(), "NETWORK");
    when(experiment.groups()).thenReturn(List.of(GREEN));
    when(experiment.assign(any())).thenReturn(green);
    when(experiment.expose(any())).thenReturn(green);
  }

  @Test
  void aVisitIsOneExposure() throws IOException {
    Exchange exchange = new Exchange("GET").with("random", "alice").to(servlet);

    assertEquals(
        "{\"visitor\":\"alice\",\"group\":\"Green\",\"color\":\"#008000\","
            + "\"paragraph\":\"A paragraph\",\"reason\":\"NETWORK\",\"counted\":true,"
            + "\"signup\":\"/signup?random=alice\"}",
        exchange.body());
    verify(experiment).expose(ALICE);
    verify(experiment, never()).assign(any());
    verifyNoInteractions(store);
  }

  @Test
  void addressIsHiddenBehindTheKey() throws IOException {
    new Exchange("GET").to(servlet);

    // The first 128 bits of HMAC-SHA-256 of the bytes 203, 0, 113, 7 under that secret.
    verify(experiment).expose(new VisitorId("0aaf2f99865eb7a22bb3aeecec8a869d"));
  }

  @Test
  void headIsAssignedAndNotExposed() throws IOException {
    new Exchange("HEAD").with("random", "alice").to(servlet);

    verify(experiment).assign(ALICE);
    verify(experiment, never()).expose(any());
    verify(store).count(NotCounted.HEAD);
  }

  @Test
  void previewDoesNotAskTheExperimentForAGroup() throws IOException {
    new Exchange("GET").with("random", "alice").with("variant", "Green").to(servlet);

    verify(experiment, never()).assign(any());
    verify(experiment, never()).expose(any());
    verify(store).count(NotCounted.PREVIEW);
  }

  @Test
  void whoeverIsInNoGroupDoesNotCount() throws IOException {
    when(experiment.expose(any()))
        .thenReturn(new Assignment(Optional.empty(), ButtonColor.DEFAULT, "Text", "UNINITIALIZED"));
    Exchange exchange = new Exchange("GET").with("random", "alice").to(servlet);

    assertEquals(
        "{\"visitor\":\"alice\",\"group\":null,\"color\":\"#0000ff\",\"paragraph\":\"Text\","
            + "\"reason\":\"UNINITIALIZED\",\"counted\":false,\"signup\":\"/signup?random=alice\"}",
        exchange.body());
  }

  @Test
  void badParameterExposesNobody() throws IOException {
    Exchange exchange = new Exchange("GET").with("random", "a b").to(servlet);

    verify(exchange.response).sendError(eq(400), contains("\"random\" is \"a b\""));
    verify(experiment, never()).expose(any());
    verifyNoInteractions(store);
  }

  @Test
  void otherMethodExposesNobody() throws IOException {
    Exchange exchange = new Exchange("POST").to(servlet);

    verify(exchange.response).setHeader("Allow", "GET, HEAD");
    verify(exchange.response).sendError(405);
    verifyNoInteractions(experiment, store);
  }
}
