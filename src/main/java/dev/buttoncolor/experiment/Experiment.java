package dev.buttoncolor.experiment;

import dev.buttoncolor.experiment.EventLog.Place;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The running experiment, as pages use it: expose, sign up, preview, exclude. It sends every event,
 * under the same visitor id, to Statsig and to our own event log.
 *
 * <p>Safe for use by many threads.
 */
public final class Experiment {

  private final Assigner assigner;
  private final EventLog events;
  private final InstantSource clock;
  private final Map<String, LongAdder> evaluations = new ConcurrentHashMap<>();

  /**
   * @param assigner assigns the groups and logs to Statsig
   * @param events where exposures, signups and exclusions are recorded
   * @param clock tells when an event happened
   */
  public Experiment(Assigner assigner, EventLog events, InstantSource clock) {
    this.assigner = assigner;
    this.events = events;
    this.clock = clock;
  }

  /** Assigns the visitor, who is about to see the page, and records the exposure. */
  public Assignment expose(VisitorId visitor) {
    Optional<Place> reserved = events.reserve();
    if (reserved.isEmpty()) { // the SDK must not log what the store cannot take
      return excluded(counted(assigner.assign(visitor)), Exclusion.DROPPED);
    }
    try (Place place = reserved.get()) {
      Assignment assignment = counted(assigner.expose(visitor));
      if (assignment.exclusion().isPresent()) {
        events.exclude(assignment.exclusion().get());
        return assignment;
      }
      String group = assignment.group().orElseThrow();
      boolean kept = place.exposed(visitor, group, assignment.split(), clock.instant());
      return kept ? assignment : assignment.excluded(Exclusion.UNRECORDABLE);
    }
  }

  /** Excluded for its own reason, or else for this one. */
  private Assignment excluded(Assignment assignment, Exclusion why) {
    Exclusion first = assignment.exclusion().orElse(why);
    events.exclude(first);
    return assignment.excluded(first);
  }

  /** The visitor's assignment, without an exposure: this request is not one that counts. */
  public Assignment show(VisitorId visitor, Exclusion why) {
    events.exclude(why);
    return counted(assigner.assign(visitor)).excluded(why);
  }

  /** What visitors of the group see, for a look at it that does not count. */
  public Assignment preview(Group group, Exclusion why) {
    events.exclude(why);
    return new Assignment(
        Optional.of(group.name()),
        group.color(),
        group.paragraph(),
        "PREVIEW",
        Split.NONE,
        Optional.of(why));
  }

  /**
   * Records that the visitor signed up, with Statsig and in the event log.
   *
   * @return what became of it, once both have it or that has taken too long; never fails
   */
  public CompletableFuture<SignupOutcome> signUp(VisitorId visitor) {
    Optional<Place> reserved = events.reserveForSignup();
    if (reserved.isEmpty()) {
      return CompletableFuture.completedFuture(SignupOutcome.NOT_TAKEN);
    }
    try (Place place = reserved.get()) {
      Optional<ExperimentSpec> spec = assigner.spec();
      assigner.logSignup(visitor);
      Optional<Exclusion> notRunning = spec.flatMap(s -> notRunning(s.state()));
      if (notRunning.isPresent()) {
        events.exclude(notRunning.get());
        return place.signedUpUncounted();
      }
      String run = spec.map(ExperimentSpec::salt).orElse("");
      return place.signedUp(visitor, run, clock.instant());
    }
  }

  private static Optional<Exclusion> notRunning(ExperimentState state) {
    return switch (state) {
      case RUNNING -> Optional.empty();
      case NOT_STARTED -> Optional.of(Exclusion.NOT_STARTED);
      case ENDED -> Optional.of(Exclusion.ENDED);
      case ABANDONED -> Optional.of(Exclusion.ABANDONED);
    };
  }

  /** Why a signup of this visitor is not a conversion, where the log has no exposure of them. */
  public Exclusion whyNoConversion(VisitorId visitor) {
    return assigner.assign(visitor).exclusion().orElse(Exclusion.SIGNUP_WITHOUT_EXPOSURE);
  }

  /** Counts a request that was served and enters no rate. */
  public void exclude(Exclusion why) {
    events.exclude(why);
  }

  /** The experiment as the spec document in force describes it; empty while none is known. */
  public Optional<ExperimentSpec> spec() {
    return assigner.spec();
  }

  /** How many evaluations were made since the start, by the reason that the SDK gave. */
  public Map<String, Long> evaluations() {
    return evaluations.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
  }

  private Assignment counted(Assignment assignment) {
    evaluations.computeIfAbsent(assignment.reason(), reason -> new LongAdder()).increment();
    return assignment;
  }
}
