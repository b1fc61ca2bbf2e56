package dev.buttoncolor.experiment;

import dev.buttoncolor.experiment.EventLog.Place;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The running experiment, as pages use it: expose, sign up, preview, exclude. It sends every event,
 * under the same visitor id, to Statsig and to our own event log. Safe for use by many threads.
 */
public final class Experiment {

  private final Assigner assigner;
  private final EventLog events;
  private final InstantSource clock;
  private final Counter evaluations;
  private final Counter exposures;
  private final Counter signups;
  private final Counter exclusions;

  public Experiment(
      Assigner assigner, EventLog events, InstantSource clock, PrometheusRegistry metrics) {
    this.assigner = assigner;
    this.events = events;
    this.clock = clock;
    evaluations = counter(metrics, "evaluations", "reason", "Evaluations by the SDK's reason.");
    exposures = counter(metrics, "exposures", "group", "Landing pages that count, by group.");
    signups = counter(metrics, "signups", "outcome", "Signups by what became of them.");
    exclusions =
        counter(metrics, "exclusions", "kind", "Requests served and not counted, by kind.");
  }

  private static Counter counter(
      PrometheusRegistry metrics, String name, String label, String help) {
    return Counter.builder()
        .name("button_color_" + name + "_total")
        .labelNames(label)
        .help(help)
        .withoutExemplars()
        .register(metrics);
  }

  /** Assigns the visitor, who is about to see the page, and records the exposure. */
  public Assignment expose(VisitorId visitor) {
    Optional<Place> reserved = events.reserve();
    if (reserved.isEmpty()) { // the SDK must not log what the store cannot take
      Assignment assignment = counted(assigner.assign(visitor));
      Exclusion why = assignment.exclusion().orElse(Exclusion.DROPPED);
      exclude(why);
      return assignment.excluded(why);
    }
    try (Place place = reserved.get()) {
      Assignment assignment = counted(assigner.expose(visitor));
      if (assignment.exclusion().isPresent()) {
        exclude(assignment.exclusion().get());
        return assignment;
      }
      String group = assignment.group().orElseThrow();
      place.exposed(visitor, group, assignment.split(), clock.instant());
      exposures.labelValues(group).inc();
      return assignment;
    }
  }

  /** The visitor's assignment, without an exposure: this request is not one that counts. */
  public Assignment show(VisitorId visitor, Exclusion why) {
    exclude(why);
    return counted(assigner.assign(visitor)).excluded(why);
  }

  public Assignment preview(Group group, Exclusion why) {
    exclude(why);
    Optional<String> name = Optional.of(group.name());
    Optional<Exclusion> preview = Optional.of(why);
    return new Assignment(name, group.color(), group.paragraph(), "PREVIEW", Split.NONE, preview);
  }

  /** Completes once Statsig and our log have the signup or that has taken too long; never fails. */
  public CompletableFuture<SignupOutcome> signUp(VisitorId visitor) {
    CompletableFuture<SignupOutcome> outcome = logSignup(visitor);
    outcome.thenAccept(became -> signups.labelValues(became.name().toLowerCase(Locale.ROOT)).inc());
    return outcome;
  }

  private CompletableFuture<SignupOutcome> logSignup(VisitorId visitor) {
    Optional<Place> reserved = events.reserve();
    if (reserved.isEmpty()) {
      return CompletableFuture.completedFuture(SignupOutcome.NOT_TAKEN);
    }
    try (Place place = reserved.get()) {
      Optional<ExperimentSpec> spec = assigner.spec();
      assigner.logSignup(visitor);
      Optional<Exclusion> notRunning = spec.flatMap(s -> s.state().exclusion());
      if (notRunning.isPresent()) {
        exclude(notRunning.get());
        return place.signedUpUncounted();
      }
      String run = spec.map(ExperimentSpec::salt).orElse("");
      return place.signedUp(visitor, run, clock.instant());
    }
  }

  /** Why a signup of this visitor with this outcome is not a conversion. */
  public Exclusion whyNoConversion(VisitorId visitor, SignupOutcome outcome) {
    Exclusion otherwise =
        outcome == SignupOutcome.NOT_RUNNING // the log knew of the end before the assigner
            ? Exclusion.ENDED
            : Exclusion.SIGNUP_WITHOUT_EXPOSURE;
    return assigner.assign(visitor).exclusion().orElse(otherwise);
  }

  public void exclude(Exclusion why) {
    exclusions.labelValues(why.key()).inc();
    events.exclude(why);
  }

  public Optional<ExperimentSpec> spec() {
    return assigner.spec();
  }

  public Optional<String> remark() {
    return assigner.remark();
  }

  private Assignment counted(Assignment assignment) {
    evaluations.labelValues(assignment.reason()).inc();
    return assignment;
  }
}
