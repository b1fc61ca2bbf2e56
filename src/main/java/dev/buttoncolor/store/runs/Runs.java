package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The runs of one experiment in one mode at one moment, and what becomes of them. Immutable.
 *
 * @param all the run observed last comes last
 */
public record Runs(Mode mode, String experiment, List<Run> all) {

  /** What is added to the salt of a run whose visitors are dealt anew in the next one. */
  private static final String DEALT_ANEW = "+";

  private static final Comparator<Run> BY_OBSERVATION =
      Comparator.comparing((Run run) -> run.lifecycle().observedAt()).thenComparing(Run::number);

  public Runs {
    all = all.stream().sorted(BY_OBSERVATION).toList();
  }

  /** The run that was observed last; empty before the database was reached. */
  public Optional<Run> current() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The run that a salt names; if none is given, the current one. */
  public Optional<Run> ofSalt(String salt) {
    Optional<Run> named = ofExactly(salt);
    return named.isEmpty() && salt.isEmpty() ? current() : named;
  }

  /** The same by a document's salt: the run after one that was shipped here has another. */
  public Optional<Run> ofDocument(String salt) {
    Optional<Run> run = ofSalt(salt);
    return run.filter(over -> over.lifecycle().isShippedHere())
        .flatMap(over -> ofDocument(over.salt() + DEALT_ANEW))
        .or(() -> run);
  }

  private Optional<Run> ofExactly(String salt) {
    return first(run -> run.salt().equals(salt));
  }

  public Run ofId(int id) {
    return first(run -> run.id() == id).orElseThrow();
  }

  public Optional<Run> ofNumber(int number) {
    return first(run -> run.number() == number);
  }

  private Optional<Run> first(Predicate<Run> which) {
    return all.stream().filter(which).findFirst();
  }

  private Run next(Lifecycle life, List<Group> groups) {
    int number = all.stream().mapToInt(Run::number).max().orElse(0) + 1;
    return Run.of(mode, experiment, number, life, groups);
  }

  private Run toCome(Instant at) {
    return next(Lifecycle.toCome(at), List.of());
  }

  private Runs with(Run changed) {
    List<Run> runs = new ArrayList<>(all);
    runs.removeIf(run -> run.number() == changed.number());
    runs.add(changed);
    return new Runs(mode, experiment, runs);
  }

  public Runs orFirst() {
    return all.isEmpty() ? with(toCome(Instant.EPOCH)) : this;
  }

  /** A visitor was assigned by this salt, so its run is under way; its document follows. */
  public Runs begun(String salt, Instant at) {
    if (ofSalt(salt).isPresent()) {
      return this; // another instance was here first
    }
    Run run = ofExactly("").orElseGet(() -> toCome(at));
    return with(run.with(run.lifecycle().begun(salt, at), at));
  }

  /** An exposure is about to be counted: its run has its stretch, and keeps its design. */
  public Runs exposed(Split split, DesignSettings settings, Instant at) {
    Run run = ofSalt(split.salt()).orElseThrow();
    return run.isOverAt(at) ? this : with(run.exposed(split.shares(), settings));
  }

  /** A spec document was seen; two instances often see the same one at the same time. */
  public Runs observed(ExperimentSpec document, Instant at) {
    Optional<Run> ofDocument = ofDocument(document.salt());
    ExperimentSpec spec = ofDocument.map(run -> run.overrule(document)).orElse(document);
    Optional<Run> known = ofDocument.or(this::free);
    boolean abandoned = spec.state() == ExperimentState.ABANDONED;
    if (known.isEmpty() && abandoned && first(run -> run.lifecycle().isRunning()).isPresent()) {
      return othersAbandoned(0, spec, at); // it brings a new salt, by which no one is assigned yet
    }
    Run run = known.orElseGet(() -> toCome(at));
    return othersAbandoned(run.number(), spec, at).with(run.observed(spec, at, afterLast(at)));
  }

  /** That time or, since clocks differ, the one after the last observation. */
  private Instant afterLast(Instant at) {
    Instant last = current().map(run -> run.lifecycle().observedAt()).orElse(Instant.EPOCH);
    return at.isAfter(last) ? at : last.plusMillis(1);
  }

  /** The run whose salt was not written down, or else the one that has not begun. */
  private Optional<Run> free() {
    return ofExactly("").or(() -> first(run -> !run.lifecycle().hasStarted()));
  }

  /**
   * Only one run is under way. A run whose place another running one takes goes on to take its own
   * events: instances learn of the new one seconds apart.
   */
  private Runs othersAbandoned(int number, ExperimentSpec spec, Instant at) {
    boolean follows = spec.state() == ExperimentState.RUNNING;
    Runs runs = this;
    for (Run run : all) {
      Lifecycle life = run.lifecycle();
      if (run.number() != number && life.isRunning()) {
        Optional<Instant> end = follows ? life.endedAt() : Optional.of(at);
        runs =
            runs.with(
                run.with(
                    life.with(life.salt(), ExperimentState.ABANDONED, life.startedAt(), end), at));
      }
    }
    return runs;
  }

  public Runs shipped(String group, Instant at) {
    Run run = current().orElseThrow();
    return with(run.with(run.lifecycle().shipped(group, at), at));
  }

  /** One like the current run begins; empty if that is neither under way nor was shipped here. */
  public Optional<Runs> reset(boolean isDecided, Instant at) {
    return current()
        .filter(run -> run.isUnderWay() || run.lifecycle().isShippedHere())
        .map(run -> reset(run, isDecided, at));
  }

  private Runs reset(Run run, boolean isDecided, Instant at) {
    Lifecycle life = run.lifecycle();
    Lifecycle next = Lifecycle.toCome(afterLast(at));
    if (life.isShippedHere()) {
      return with(next(next.begun(life.salt() + DEALT_ANEW, at), run.groups()));
    }
    Lifecycle over =
        life.with(
            life.salt() + "#" + run.number(), // its own salt is the next one's from now on
            isDecided ? ExperimentState.ENDED : ExperimentState.ABANDONED,
            life.startedAt(),
            Optional.of(at));
    return with(run.with(over, at)).with(next(next.begun(life.salt(), at), run.groups()));
  }
}
