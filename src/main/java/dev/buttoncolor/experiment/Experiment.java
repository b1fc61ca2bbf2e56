package dev.buttoncolor.experiment;

import dev.buttoncolor.experiment.EventLog.Place;
import java.time.InstantSource;
import java.util.Locale;
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
  private final Occurrences evaluations = new Occurrences();
  private final Occurrences exposures = new Occurrences();
  private final Occurrences signups = new Occurrences();
  private final Occurrences exclusions = new Occurrences();

  /**
   * @param assigner assigns the groups and logs to Statsig
   * @param events records exposures, signups and exclusions
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
        exclude(assignment.exclusion().get());
        return assignment;
      }
      String group = assignment.group().orElseThrow();
      boolean kept = place.exposed(visitor, group, assignment.split(), clock.instant());
      if (!kept) { // which the store counts
        return assignment.excluded(Exclusion.UNRECORDABLE);
      }
      exposures.add(group);
      return assignment;
    }
  }

  /** Excluded for its own reason, or else for this one. */
  private Assignment excluded(Assignment assignment, Exclusion why) {
    Exclusion first = assignment.exclusion().orElse(why);
    exclude(first);
    return assignment.excluded(first);
  }

  /** The visitor's assignment, without an exposure: this request is not one that counts. */
  public Assignment show(VisitorId visitor, Exclusion why) {
    exclude(why);
    return counted(assigner.assign(visitor)).excluded(why);
  }

  /** What visitors of the group see, for a look at it that does not count. */
  public Assignment preview(Group group, Exclusion why) {
    exclude(why);
    return Assignment.notDrawn(group, "PREVIEW", why);
  }

  /**
   * Records that the visitor signed up, with Statsig and in the event log.
   *
   * @return what became of it, once both have it or that has taken too long; never fails
   */
  public CompletableFuture<SignupOutcome> signUp(VisitorId visitor) {
    CompletableFuture<SignupOutcome> outcome = logSignup(visitor);
    outcome.thenAccept(became -> signups.add(became.name().toLowerCase(Locale.ROOT)));
    return outcome;
  }

  private CompletableFuture<SignupOutcome> logSignup(VisitorId visitor) {
    Optional<Place> reserved = events.reserveForSignup();
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

  /** Counts a request that was served and enters no rate. */
  public void exclude(Exclusion why) {
    exclusions.add(why.key());
    events.exclude(why);
  }

  /** The experiment as the spec document in force describes it; empty while none is known. */
  public Optional<ExperimentSpec> spec() {
    return assigner.spec();
  }

  /** What a reader of the results should know of the groups, in sentences; empty if nothing. */
  public Optional<String> remark() {
    return assigner.remark();
  }

  /** How many evaluations were made since the start, by the reason that the SDK gave. */
  public Map<String, Long> evaluations() {
    return evaluations.times();
  }

  /** How many exposures were recorded since the start, by group: a visitor may have several. */
  public Map<String, Long> exposures() {
    return exposures.times();
  }

  /** How many signups were made since the start, by outcome. */
  public Map<String, Long> signups() {
    return signups.times();
  }

  /** How much was served and not recorded since the start, by kind. */
  public Map<String, Long> exclusions() {
    return exclusions.times();
  }

  private Assignment counted(Assignment assignment) {
    evaluations.add(assignment.reason());
    return assignment;
  }

  /** How often each of several things has happened in this process. */
  private static final class Occurrences {

    private final Map<String, LongAdder> times = new ConcurrentHashMap<>();

    void add(String what) {
      times.computeIfAbsent(what, first -> new LongAdder()).increment();
    }

    Map<String, Long> times() {
      return times.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sum()));
    }
  }
}
