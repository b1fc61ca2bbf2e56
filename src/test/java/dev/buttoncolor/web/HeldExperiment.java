package dev.buttoncolor.web;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.EventLog.Place;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.web.WebServer.Backend;
import dev.buttoncolor.web.WebServer.Section;
import dev.buttoncolor.web.landing.RecentVisits;
import dev.buttoncolor.web.landing.TrustedProxies;
import dev.buttoncolor.web.landing.VisitorReader;
import dev.buttoncolor.web.ops.Metrics;
import dev.buttoncolor.web.ops.Readiness;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A web server whose {@code /ready}, which takes a turn, lasts as long as a test holds it. */
final class HeldExperiment implements AutoCloseable {

  private final Semaphore arrived = new Semaphore(0);
  private final BlockingQueue<Thread> answering = new LinkedBlockingQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Throwable failure;
  private volatile String paragraph = "Hello";
  private final WebServer server;

  final CompletableFuture<SignupOutcome> signup = new CompletableFuture<>();

  final Assigner assigner = mock();

  HeldExperiment(Limits limits) throws IOException {
    when(assigner.expose(any())).thenAnswer(call -> expose());
    EventStore store = mock();
    Place place = mock();
    when(store.reserve()).thenReturn(Optional.of(place));
    when(place.signedUp(any(), any(), any())).thenReturn(signup);
    when(store.check()).thenAnswer(call -> check());
    PrometheusRegistry registry = new PrometheusRegistry();
    Experiment experiment = new Experiment(assigner, store, Clock.systemUTC(), registry);
    RecentVisits visits = new RecentVisits();
    VisitorKey key = VisitorKey.of("a secret of a test");
    Backend backend =
        new Backend(
            experiment,
            store,
            new VisitorReader(TrustedProxies.of(), key, experiment, visits),
            visits,
            "event",
            new Readiness(
                () -> new StatsigClient.Status(true, "held", List.of()),
                store,
                Optional.empty(),
                Optional::empty),
            new Metrics(registry));
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            EnumSet.allOf(Section.class),
            backend,
            limits);
  }

  private Assignment expose() {
    answering.add(Thread.currentThread());
    arrived.release();
    return new Assignment(
        Optional.empty(),
        ButtonColor.DEFAULT,
        paragraph,
        "HELD",
        Split.NONE,
        Optional.of(Exclusion.FALLBACK));
  }

  private EventStore.Status check() throws Throwable {
    arrived.release();
    released.await();
    if (failure != null) {
      throw failure;
    }
    return new EventStore.Status(EventStore.Health.OK, "held", 0, 0, 0, Duration.ZERO);
  }

  /** Lets all requests go, those to come as well. */
  HeldExperiment release() {
    released.countDown();
    return this;
  }

  HeldExperiment fail(Throwable with) {
    failure = with;
    return release();
  }

  HeldExperiment show(String text) {
    paragraph = text;
    return this;
  }

  URI uri() {
    return server.uri();
  }

  void awaitRequests(int count) throws InterruptedException {
    assertTrue(arrived.tryAcquire(count, 1, TimeUnit.MINUTES));
  }

  /** The threads that have answered landing pages, in that order; and forgets them. */
  List<Thread> answering() {
    List<Thread> threads = new ArrayList<>();
    answering.drainTo(threads);
    return threads;
  }

  @Override
  public void close() {
    release();
    server.close();
  }
}
