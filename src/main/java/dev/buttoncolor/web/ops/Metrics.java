package dev.buttoncolor.web.ops;

import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.Outbox;
import dev.buttoncolor.store.StoreStatus;
import dev.buttoncolor.store.database.OutboxTable.Contents;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import dev.buttoncolor.web.ops.Readiness.State;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * {@code /metrics}: what Prometheus collects. What the parts know of themselves is read when it is
 * asked for and not before. Counters are of this process alone, so that they can be added up over
 * instances; how many visitors and signups a run has, which instances may share, is in the results.
 */
public final class Metrics extends PageServlet {

  public static final String PATH = "/metrics";

  /** Before the name of each. */
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
    MultiCollector both =
        () -> {
          State state = readiness.state();
          return MetricSnapshots.of(
              flag("ready", "1 if /ready answers 200, else 0.", state != State.FAILED),
              flag(
                  "degraded",
                  "1 if /ready answers 200 and says degraded, else 0.",
                  state == State.DEGRADED));
        };
    registry.register(both);
  }

  private static GaugeSnapshot flag(String name, String help, boolean is) {
    return GaugeSnapshot.builder()
        .name(PREFIX + name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(is ? 1 : 0).build())
        .build();
  }

  /** How the store keeps up with them. */
  public void watch(EventStore store) {
    gauge("store_queue_events", "Events that wait to be written.", () -> store.status().waiting());
    CounterWithCallback.builder()
        .name(PREFIX + "store_dropped_events_total")
        .help("Events lost because too many waited to be written.")
        .callback(counter -> counter.call(store.status().dropped()))
        .register(registry);
    SummaryWithCallback.builder()
        .name(PREFIX + "store_commit_seconds")
        .help("How long the store's transactions take.")
        .callback(
            summary -> {
              StoreStatus status = store.status();
              summary.call(status.commits(), seconds(status.committing()), Quantiles.EMPTY);
            })
        .register(registry);
  }

  /** What waits for Statsig, and what was lost on the way. */
  public void watch(Outbox outbox) {
    gauge(outbox, "events", "Events that wait for Statsig.", Contents::events);
    gauge(outbox, "bytes", "What the outbox holds.", Contents::bytes);
    gauge(outbox, "dead_letters", "Events that Statsig refuses for good.", Contents::deadLetters);
    gauge(
        outbox,
        "dropped_events",
        "Events dropped since the store was made, because the outbox was full.",
        Contents::dropped);
    gauge(
        outbox,
        "oldest_event_age_seconds",
        "How long the oldest event has waited.",
        holds -> {
          Instant now = Instant.now();
          return seconds(Duration.between(holds.oldest().orElse(now), now));
        });
  }

  private void gauge(String name, String help, Supplier<Number> value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(gauge -> gauge.call(value.get().doubleValue()))
        .register(registry);
  }

  private void gauge(Outbox outbox, String name, String help, ToDoubleFunction<Contents> value) {
    gauge(
        "outbox_" + name,
        help + " Instances that share a database all say the same: take the maximum.",
        () -> value.applyAsDouble(outbox.contents()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
