package dev.buttoncolor.web.ops;

import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.EventStore.Health;
import dev.buttoncolor.store.Outbox;
import dev.buttoncolor.store.database.OutboxTable.Contents;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code /metrics}: what Prometheus collects. What the parts know of themselves is read when it is
 * asked for and not before. Counters are of this process alone, so that they can be added up over
 * instances; how many visitors and signups a run has, which instances may share, is in the results.
 */
public final class Metrics extends PageServlet {

  public static final String PATH = "/metrics";

  public static final String PREFIX = "button_color_";

  private final transient PrometheusRegistry registry;

  public Metrics(PrometheusRegistry registry) {
    this.registry = registry;
    String version = Metrics.class.getPackage().getImplementationVersion();
    Info.builder()
        .name(PREFIX + "build")
        .help("The program's version.")
        .labelNames("version")
        .register(registry)
        .addLabelValues(version == null ? "unknown" : version);
  }

  /** Called with the first request: the JVM's beans would take a tenth of a second of the start. */
  @Override
  public void init() {
    JvmMetrics.builder().register(registry);
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    Answers.send(response, PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }

  public PrometheusRegistry registry() {
    return registry;
  }

  /** Whether visitors can be served here: one check for both, which may take a second. */
  public void watch(Readiness readiness) {
    registry.register(
        () -> {
          Health state = readiness.state();
          return MetricSnapshots.of(
              gauge("ready", "1 if /ready answers 200, else 0.", state != Health.FAILED ? 1 : 0),
              gauge(
                  "degraded",
                  "1 if /ready answers 200 and says degraded, else 0.",
                  state == Health.DEGRADED ? 1 : 0));
        });
  }

  public void watch(EventStore store) {
    registry.register(
        () -> {
          EventStore.Status status = store.status();
          return MetricSnapshots.of(
              gauge("store_queue_events", "Events that wait to be written.", status.waiting()),
              CounterSnapshot.builder()
                  .name(PREFIX + "store_dropped_events")
                  .help("Events lost because too many waited to be written.")
                  .dataPoint(CounterDataPointSnapshot.builder().value(status.dropped()).build())
                  .build(),
              SummarySnapshot.builder()
                  .name(PREFIX + "store_commit_seconds")
                  .help("How long the store's transactions take.")
                  .dataPoint(
                      SummaryDataPointSnapshot.builder()
                          .count(status.commits())
                          .sum(seconds(status.committing()))
                          .build())
                  .build());
        });
  }

  public void watch(Outbox outbox) {
    registry.register(
        () -> {
          Contents holds = outbox.contents();
          Instant now = Instant.now();
          return MetricSnapshots.of(
              shared("events", "Events that wait for Statsig.", holds.events()),
              shared("bytes", "What the outbox holds.", holds.bytes()),
              shared("dead_letters", "Events that Statsig refuses for good.", holds.deadLetters()),
              shared(
                  "dropped_events",
                  "Events dropped since the store was made, because the outbox was full.",
                  holds.dropped()),
              shared(
                  "oldest_event_age_seconds",
                  "How long the oldest event has waited.",
                  seconds(Duration.between(holds.oldest().orElse(now), now))));
        });
  }

  private static GaugeSnapshot shared(String name, String help, double value) {
    String andHow = " Instances that share a database all say the same: take the maximum.";
    return gauge("outbox_" + name, help + andHow, value);
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(PREFIX + name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
