package dev.buttoncolor.web.ops;

import dev.buttoncolor.analysis.Counts;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.Outbox;
import dev.buttoncolor.store.StoreStatus;
import dev.buttoncolor.store.database.OutboxTable.Contents;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** What the parts know of themselves, read when {@code /metrics} is asked and not before. */
public final class Metrics {

  private final PrometheusRegistry registry;

  public Metrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** The visitors and signups of each group, and how the store keeps up with them. */
  public void watch(EventStore store) {
    counts(store, "experiment_visitors_total", "Visitors exposed, each once.", Counts::visitors);
    counts(store, "experiment_signups_total", "Visitors signed up, each once.", Counts::signups);
    CounterWithCallback.builder()
        .name("experiment_exclusions_total")
        .help("What was served and enters no rate, by kind.")
        .labelNames("kind")
        .callback(
            counter ->
                store
                    .recorded()
                    .ifPresent(
                        recorded ->
                            recorded
                                .exclusions()
                                .forEach(
                                    (kind, times) ->
                                        counter.call(times.doubleValue(), kind.key()))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("store_queue_events")
        .help("Events that wait to be written.")
        .callback(gauge -> gauge.call(store.status().waiting()))
        .register(registry);
    CounterWithCallback.builder()
        .name("store_dropped_events_total")
        .help("Events lost because too many waited.")
        .callback(counter -> counter.call((double) store.status().dropped()))
        .register(registry);
    SummaryWithCallback.builder()
        .name("store_commit_seconds")
        .help("How long the store's transactions take.")
        .callback(
            summary -> {
              StoreStatus status = store.status();
              summary.call(status.commits(), seconds(status.committing()), Quantiles.EMPTY);
            })
        .register(registry);
  }

  /** How visitors are assigned. */
  public void watch(Experiment experiment) {
    CounterWithCallback.builder()
        .name("experiment_evaluations_total")
        .help("Evaluations by the reason that the SDK gives.")
        .labelNames("reason")
        .callback(
            counter ->
                experiment
                    .evaluations()
                    .forEach((reason, times) -> counter.call(times.doubleValue(), reason)))
        .register(registry);
  }

  private void counts(EventStore store, String name, String help, ToDoubleFunction<Counts> count) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("group")
        .callback(
            counter ->
                store
                    .recorded()
                    .ifPresent(
                        recorded ->
                            recorded
                                .counts()
                                .byGroup()
                                .forEach(
                                    (group, counts) ->
                                        counter.call(count.applyAsDouble(counts), group))))
        .register(registry);
  }

  /** What waits for Statsig, and what was lost on the way. */
  public void watch(Outbox outbox) {
    gauge(outbox, "outbox_events", "Events that wait for Statsig.", Contents::events);
    gauge(outbox, "outbox_bytes", "What the outbox holds.", Contents::bytes);
    gauge(
        outbox,
        "outbox_dead_letters",
        "Events that Statsig refuses for good.",
        Contents::deadLetters);
    gauge(
        outbox,
        "outbox_oldest_seconds",
        "How long the oldest event has waited.",
        status ->
            seconds(
                status
                    .oldest()
                    .map(since -> Duration.between(since, Instant.now()))
                    .orElse(Duration.ZERO)));
    CounterWithCallback.builder()
        .name("outbox_dropped_events_total")
        .help("Events lost because the outbox was full.")
        .callback(counter -> counter.call((double) outbox.contents().dropped()))
        .register(registry);
  }

  private void gauge(Outbox outbox, String name, String help, ToDoubleFunction<Contents> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call(value.applyAsDouble(outbox.contents())))
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
