package dev.buttoncolor.store.runs;

import dev.buttoncolor.analysis.Design;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.experiment.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One life of an experiment, from its start to its end.
 *
 * @param id its key in the database; 0 while it is not there
 * @param number 1, 2, ... within the mode and the experiment
 * @param groups the groups as last seen, in their order
 * @param stretches the stretches of constant shares, in the order in which they first came
 * @param design what is compared with what, as it was with the first counted exposure
 * @param changes what has changed since it began, oldest first
 */
public record Run(
    int id,
    Mode mode,
    String experiment,
    int number,
    Lifecycle lifecycle,
    List<Group> groups,
    List<Shares> stretches,
    Optional<Design> design,
    List<Change> changes) {

  /** One more if they are not aligned to the start. A run that is an hour old has them of 32 s. */
  private static final int MOST_BUCKETS = 128;

  /** The groups' shares during one stretch, above 0, summing to 1. */
  public record Shares(Map<String, Double> byGroup) {

    public Shares {
      byGroup = Collections.unmodifiableMap(new LinkedHashMap<>(byGroup));
    }

    boolean areSameAs(Map<String, Double> others) {
      return byGroup.keySet().equals(others.keySet())
          && byGroup.entrySet().stream()
              .allMatch(one -> parts(one.getValue()) == parts(others.get(one.getKey())));
    }

    private static long parts(double share) {
      return Math.round(share * 1_000); // shares that differ by less are the same stretch
    }
  }

  public Run {
    groups = List.copyOf(groups);
    stretches = List.copyOf(stretches);
    changes = List.copyOf(changes);
  }

  static Run of(Mode mode, String experiment, int number, Lifecycle life, List<Group> groups) {
    List<Shares> first = groups.isEmpty() ? List.of() : List.of(new Shares(Split.shares(groups)));
    Optional<Design> none = Optional.empty();
    return new Run(0, mode, experiment, number, life, groups, first, none, List.of());
  }

  public String salt() {
    return lifecycle.salt();
  }

  public ExperimentState state() {
    return lifecycle.state();
  }

  public Optional<Instant> startedAt() {
    return lifecycle.startedAt();
  }

  public Optional<Instant> endedAt() {
    return lifecycle.endedAt();
  }

  public Optional<String> shippedGroup() {
    return lifecycle.shippedGroup();
  }

  public boolean isUnderWay() {
    return lifecycle.isRunning() && endedAt().isEmpty();
  }

  /** Empty unless an operator of this program shipped it. */
  public Optional<Group> shippedHere() {
    return groups.stream()
        .filter(group -> lifecycle.isShippedHere())
        .filter(group -> group.name().equals(lifecycle.shippedGroup().orElseThrow()))
        .findFirst();
  }

  /** Whether what happened at this time is too late to be counted. */
  public boolean isOverAt(Instant time) {
    return endedAt().filter(time::isAfter).isPresent();
  }

  Map<String, Double> shares() {
    return Split.shares(groups);
  }

  /** The number of the stretch with these shares, from 1 on; if empty, the present ones. */
  public int stretchOf(Map<String, Double> shares) {
    Map<String, Double> known = shares.isEmpty() ? shares() : shares;
    return IntStream.rangeClosed(1, stretches.size())
        .filter(number -> stretches.get(number - 1).areSameAs(known))
        .findFirst()
        .orElse(1);
  }

  /**
   * What is compared at the present shares; before the first exposure, what the settings ask for.
   */
  public Optional<Design> design(DesignSettings settings) {
    return design.isPresent() ? design.map(this::atPresentShares) : settings.designFor(shares());
  }

  /** A group that was added later enters no comparison, and one that lost its share stays. */
  private Design atPresentShares(Design fixed) {
    Map<String, Double> now = shares();
    if (!now.keySet().containsAll(fixed.shares().keySet())) {
      return fixed;
    }
    Map<String, Double> compared = new LinkedHashMap<>();
    fixed.shares().keySet().forEach(group -> compared.put(group, now.get(group)));
    return new Design(fixed.control(), compared, fixed.plannedVisitors());
  }

  /**
   * The width doubles with the age of the run, so that buckets never have to be merged: each lies
   * within one of the later width.
   */
  public Duration bucketWidth(Instant time) {
    long age = startedAt().map(start -> Duration.between(start, time).toSeconds()).orElse(0L);
    return Duration.ofSeconds(Long.highestOneBit(Math.max(1, age / (MOST_BUCKETS / 2))));
  }

  public Instant bucketAt(Instant time) {
    long width = bucketWidth(time).toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), width) * width);
  }

  Run with(Lifecycle next, Instant at) {
    return changed(next, groups, stretches, at);
  }

  /** This run once an exposure by these shares is counted into it. */
  Run exposed(Map<String, Double> assignedBy, DesignSettings settings) {
    List<Shares> seen = assignedBy.isEmpty() ? stretches : stretches(assignedBy);
    Optional<Design> fixed = design.isPresent() ? design : settings.designFor(shares());
    return new Run(id, mode, experiment, number, lifecycle, groups, seen, fixed, changes);
  }

  /** What a document says of this run, except for what its operator has changed since. */
  ExperimentSpec overrule(ExperimentSpec document) {
    boolean isShipped = lifecycle.isShippedHere();
    return new ExperimentSpec(
        document.name(),
        salt(),
        isShipped ? ExperimentState.ENDED : document.state(),
        document.groups(),
        isShipped ? shippedGroup() : document.shippedGroup());
  }

  Run observed(ExperimentSpec spec, Instant at, Instant observed) {
    boolean hasNews =
        !spec.groups().isEmpty()
            && (groups.isEmpty()
                || spec.state() == ExperimentState.RUNNING
                || spec.state() == ExperimentState.NOT_STARTED);
    List<Group> now = hasNews ? spec.groups() : groups;
    List<Shares> seen = hasNews ? stretches(Split.shares(now)) : stretches;
    return changed(lifecycle.observed(spec, at, observed), now, seen, at);
  }

  private List<Shares> stretches(Map<String, Double> seen) {
    if (stretches.stream().anyMatch(known -> known.areSameAs(seen))) {
      return stretches;
    }
    List<Shares> next = new ArrayList<>(lifecycle.hasStarted() ? stretches : List.of());
    next.add(new Shares(seen));
    return next;
  }

  private Run changed(Lifecycle next, List<Group> now, List<Shares> seen, Instant at) {
    List<Change> all = new ArrayList<>(changes);
    all.addAll(Change.between(this, next.state(), now, at));
    return new Run(id, mode, experiment, number, next, now, seen, design, all);
  }
}
