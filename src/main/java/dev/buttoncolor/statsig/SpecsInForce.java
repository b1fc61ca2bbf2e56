package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.statsig.SpecExperiment.Obstacle;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The specs that visitors are assigned by.
 *
 * @param reason the SDK's evaluation reason under them
 * @param experiment the one that this program runs; empty if they do not have it
 * @param obstacle why no visitor can be in the experiment in any of its states, as a clause
 * @param shipped the group that every visitor gets since an operator of this program shipped it
 */
record SpecsInForce(
    String reason,
    Optional<SpecExperiment> experiment,
    Optional<String> obstacle,
    Optional<Group> shipped) {

  /** What is in force until there are specs; the SDK's word for it. */
  static final SpecsInForce NONE =
      new SpecsInForce("UNINITIALIZED", Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * The specs of a document.
   *
   * @param before those that it replaces
   * @throws InvalidSpecsException if the experiment cannot run on the document
   */
  static SpecsInForce of(
      SpecDocument document, ExperimentNames names, String reason, SpecsInForce before)
      throws InvalidSpecsException {
    Optional<SpecExperiment> experiment = SpecExperiment.in(document, names, before.experiment());
    if (experiment.isEmpty()) {
      String why = "the specs have no experiment \"%s\"; their experiments are %s";
      return new SpecsInForce(
          "UNRECOGNIZED",
          experiment,
          Optional.of(why.formatted(names.experiment(), document.experiments())),
          Optional.empty());
    }
    Optional<String> obstacle = experiment.get().obstacle().map(Obstacle::why);
    return new SpecsInForce(reason, experiment, obstacle, Optional.empty());
  }

  SpecsInForce shipping(Optional<Group> group) {
    return new SpecsInForce(reason, experiment, obstacle, group);
  }

  Optional<ExperimentSpec> spec() {
    Optional<ExperimentSpec> spec = experiment.map(SpecExperiment::spec);
    return shipped.isEmpty() ? spec : spec.map(known -> known.shipped(shipped.get().name()));
  }

  /** The id lists that an evaluation may ask. */
  Set<String> idLists() {
    return experiment.map(SpecExperiment::idLists).orElse(Set.of());
  }

  /** What every visitor gets if no evaluation is needed to tell; empty if one is. */
  Optional<Assignment> withoutEvaluation() {
    if (experiment.isEmpty()) {
      return Optional.of(Appearance.DEFAULT.withoutGroup(reason, Exclusion.FALLBACK));
    }
    if (shipped.isPresent()) {
      return shipped.map(group -> Assignment.notDrawn(group, reason, Exclusion.ENDED));
    }
    SpecExperiment present = experiment.get();
    return present.obstacle().map(one -> present.withDefaults(reason, one.exclusion()));
  }

  /** What the experiment is doing, as a clause. */
  String detail() {
    if (obstacle.isPresent()) {
      return "assigns no group";
    }
    return spec().map(SpecsInForce::detail).orElse("has no specs");
  }

  private static String detail(ExperimentSpec spec) {
    return switch (spec.state()) {
      case NOT_STARTED -> "has not started";
      case RUNNING -> "assigns to " + groups(spec);
      case ENDED -> "has ended: every visitor gets " + spec.shippedGroup().orElse("one group");
      case ABANDONED -> "was abandoned";
    };
  }

  private static String groups(ExperimentSpec spec) {
    return spec.groups().stream().map(Group::name).collect(Collectors.joining(", "));
  }

  /** What a reader of the results should know, in sentences. */
  Optional<String> remark() {
    if (shipped.isPresent()) {
      return Optional.empty();
    }
    return obstacle
        .map(why -> "No visitor is in the experiment: " + why + ".")
        .or(() -> experiment.flatMap(SpecExperiment::remark));
  }
}
