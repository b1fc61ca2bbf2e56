package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The specs that visitors are assigned by.
 *
 * @param reason the SDK's evaluation reason under them
 * @param experiments the names of all their experiments
 * @param experiment the one that this program runs; empty if they do not have it
 * @param shipped the group that every visitor gets since an operator of this program shipped it
 */
record SpecsInForce(
    String reason,
    List<String> experiments,
    Optional<SpecExperiment> experiment,
    Optional<Group> shipped) {

  /** What is in force until there are specs; the SDK's word for it. */
  static final SpecsInForce NONE =
      new SpecsInForce("UNINITIALIZED", List.of(), Optional.empty(), Optional.empty());

  static SpecsInForce of(
      SpecDocument document, Optional<SpecExperiment> experiment, String reason) {
    return new SpecsInForce(
        experiment.isPresent() ? reason : "UNRECOGNIZED",
        document.experiments(),
        experiment,
        Optional.empty());
  }

  SpecsInForce shipping(Optional<Group> group) {
    return new SpecsInForce(reason, experiments, experiment, group);
  }

  boolean areKnown() {
    return !equals(NONE);
  }

  Optional<ExperimentSpec> spec() {
    Optional<ExperimentSpec> spec = experiment.map(SpecExperiment::spec);
    return shipped.isEmpty() ? spec : spec.map(known -> known.shipped(shipped.get().name()));
  }

  /** What every visitor gets if no evaluation is needed to tell; empty if one is. */
  Optional<Assignment> withoutEvaluation() {
    if (experiment.isEmpty()) {
      return Optional.of(
          new Assignment(
              Optional.empty(),
              ButtonColor.DEFAULT,
              ParameterReader.DEFAULT_PARAGRAPH,
              reason,
              Split.NONE,
              Optional.of(Exclusion.FALLBACK)));
    }
    if (shipped.isPresent()) {
      return shipped.map(
          group ->
              new Assignment(
                  Optional.of(group.name()),
                  group.color(),
                  group.paragraph(),
                  reason,
                  Split.NONE,
                  Optional.of(Exclusion.ENDED)));
    }
    return experiment
        .filter(present -> !present.assignsUserIds())
        .map(present -> present.withDefaults(reason, Exclusion.OTHER_UNIT));
  }

  /** What the experiment is doing, as a clause. */
  String detail() {
    return spec()
        .map(SpecsInForce::detail)
        .orElse(areKnown() ? "assigns no group" : "has no specs");
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

  /** Why no visitor can be in the experiment in any of its states, as a clause. */
  Optional<String> obstacle(String name) {
    if (areKnown() && experiment.isEmpty()) {
      return Optional.of(
          "the specs have no experiment \"%s\"; their experiments are %s"
              .formatted(name, experiments));
    }
    return experiment
        .filter(present -> !present.assignsUserIds())
        .map(
            present ->
                "the experiment assigns by \"%s\", and visitors have only user ids"
                    .formatted(present.spec().idType()));
  }
}
