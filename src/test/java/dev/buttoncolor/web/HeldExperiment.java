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
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreStatus;
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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A web server whose {@code /ready}, a page that takes a turn, takes as long as a test holds it.
 */
final class HeldExperiment implements AutoCloseable {

  private final Assigner assigner = mock(Assigner.class);
  private final Semaphore arrived = new Semaphore(0);
  private final Queue<Thread> answering = new ConcurrentLinkedQueue<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean failing;
  private final WebServer server;

  private HeldExperiment(Limits limits, String paragraph) throws IOException {
    when(assigner.expose(any()))
        .thenAnswer(
            call -> {
              answering.add(Thread.currentThread());
              arrived.release();
              return new Assignment(
                  Optional.empty(),
                  ButtonColor.DEFAULT,
                  paragraph,
                  "HELD",
                  Split.NONE,
                  Optional.of(Exclusion.FALLBACK));
            });
    EventStore store = mock(EventStore.class);
    when(store.reserve()).thenReturn(Optional.of(mock(Place.class)));
    when(store.check())
        .thenAnswer(
            call -> {
              arrived.release();
              released.await();
              if (failing) {
                throw new IllegalStateException("as a test wants it");
              }
              return new StoreStatus(StoreStatus.Health.WORKING, "held", 0, 0, 0, Duration.ZERO);
            });
    Experiment experiment =
        new Experiment(assigner, store, Clock.systemUTC(), new PrometheusRegistry());
    RecentVisits visits = new RecentVisits();
    Backend backend =
        new Backend(
            experiment,
            store,
            new VisitorReader(
                TrustedProxies.of(List.of()),
                VisitorKey.of("a secret of a test"),
                experiment,
                visits),
            visits,
            "event",
            new Readiness(
                () -> new StatsigClient.Status(true, "held", List.of()),
                store,
                Optional.empty(),
                Optional::empty),
            new Metrics(new PrometheusRegistry()));
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            EnumSet.allOf(Section.class),
            backend,
            limits);
  }

  /** Serves it, and holds every such request. */
  static HeldExperiment held(Limits limits) throws IOException {
    return new HeldExperiment(limits, "Hello");
  }

  /** Serves it, and holds none. */
  static HeldExperiment free(Limits limits) throws IOException {
    return free(limits, "Hello");
  }

  /** Serves a landing page with this paragraph, and holds none. */
  static HeldExperiment free(Limits limits, String paragraph) throws IOException {
    HeldExperiment free = new HeldExperiment(limits, paragraph);
    free.release();
    return free;
  }

  /** Serves it, and lets every such request fail. */
  static HeldExperiment failing(Limits limits) throws IOException {
    HeldExperiment failing = new HeldExperiment(limits, "Hello");
    failing.failing = true;
    failing.release();
    return failing;
  }

  URI uri() {
    return server.uri();
  }

  /** Waits until so many requests are being served. */
  void awaitRequests(int count) throws InterruptedException {
    assertTrue(arrived.tryAcquire(count, 1, TimeUnit.MINUTES));
  }

  /** The threads that have answered landing pages, in that order; and forgets them. */
  List<Thread> answering() {
    List<Thread> threads = new ArrayList<>();
    for (Thread thread = answering.poll(); thread != null; thread = answering.poll()) {
      threads.add(thread);
    }
    return threads;
  }

  /** Lets all requests go, those to come as well. */
  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
    server.close();
  }
}
