package dev.buttoncolor;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.SignupOutcome;
import dev.buttoncolor.experiment.VisitorId;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** An experiment whose evaluations are counted by their reason. */
final class MeteredExperiment implements Experiment {

  private final Experiment experiment;
  private final Counter evaluations;
  private final Map<String, CounterDataPoint> byReason = new ConcurrentHashMap<>();

  MeteredExperiment(Experiment experiment, PrometheusRegistry registry) {
    this.experiment = experiment;
    evaluations =
        Counter.builder()
            .name("experiment_evaluations_total")
            .help("Evaluations by the reason that the SDK gives.")
            .labelNames("reason")
            .register(registry);
  }

  @Override
  public Assignment assign(VisitorId visitor) {
    return counted(experiment.assign(visitor));
  }

  @Override
  public Assignment expose(VisitorId visitor) {
    return counted(experiment.expose(visitor));
  }

  private Assignment counted(Assignment assignment) {
    byReason.computeIfAbsent(assignment.reason(), evaluations::labelValues).inc();
    return assignment;
  }

  @Override
  public CompletableFuture<SignupOutcome> signUp(VisitorId visitor) {
    return experiment.signUp(visitor);
  }

  @Override
  public List<Group> groups() {
    return experiment.groups();
  }
}
