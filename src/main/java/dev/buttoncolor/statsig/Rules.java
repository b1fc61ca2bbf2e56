package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.statsig.SpecJson.Condition;
import dev.buttoncolor.statsig.SpecJson.Config;
import dev.buttoncolor.statsig.SpecJson.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells which rules of an experiment are its groups, and why the visitors of every other rule are
 * not in the experiment. A group's name says nothing: rules for test users, a shipped group and, in
 * old documents, parts of the experiment that are no groups carry one as well.
 */
final class Rules {

  private static final String LAUNCHED_GROUP = "launchedGroup";
  private static final String ABANDONED = "abandoned";
  private static final String NOT_STARTED = "prestart";

  /** The ids that Statsig gives to rules that are not groups. */
  private static final Map<String, Exclusion> RESERVED =
      Map.of(
          LAUNCHED_GROUP,
          Exclusion.ENDED,
          ABANDONED,
          Exclusion.ABANDONED,
          NOT_STARTED,
          Exclusion.NOT_STARTED,
          "layerAssignment",
          Exclusion.NOT_ALLOCATED,
          "experimentSize",
          Exclusion.NOT_ALLOCATED,
          "targetingGate",
          Exclusion.NOT_TARGETED,
          "inlineTargetingRules",
          Exclusion.NOT_TARGETED);

  private final Config experiment;
  private final boolean flagged;
  private final List<Rule> groups;

  /**
   * What a rule says of the visitors whom it matches.
   *
   * @param group the one whose values they get; empty if they get the default values
   * @param exclusion why they are not in the experiment; empty if they are
   */
  record Placement(Optional<String> group, Optional<Exclusion> exclusion) {}

  Rules(Config experiment) {
    this.experiment = experiment;
    flagged = experiment.rules().stream().anyMatch(rule -> isFlagged(rule) && !isReserved(rule));
    groups = experiment.rules().stream().filter(this::isGroup).toList();
  }

  /** The rules that put visitors into groups, in the order of the document. */
  List<Rule> groups() {
    return groups;
  }

  /** Where the experiment is in its life. */
  ExperimentState state() {
    if (ruleOf(LAUNCHED_GROUP).isPresent()) {
      return ExperimentState.ENDED;
    }
    if (ruleOf(ABANDONED).isPresent() || !experiment.isEnabled()) {
      return ExperimentState.ABANDONED;
    }
    boolean inactive = Boolean.FALSE.equals(experiment.isActive());
    return inactive || ruleOf(NOT_STARTED).isPresent()
        ? ExperimentState.NOT_STARTED
        : ExperimentState.RUNNING;
  }

  /** The group whose values every visitor gets, once the experiment has ended. */
  Optional<String> shippedGroup() {
    return ruleOf(LAUNCHED_GROUP).map(Rule::groupName);
  }

  private Optional<Rule> ruleOf(String id) {
    return experiment.rules().stream().filter(rule -> id.equals(rule.id())).findFirst();
  }

  Placement placement(Rule rule) {
    Optional<Exclusion> running = exclusion(rule);
    return new Placement(groupShown(rule, running), running.or(() -> state().exclusion()));
  }

  /** What the experiment says of the visitors whom no rule matches. */
  Placement noRule() {
    Exclusion why = state().exclusion().orElse(Exclusion.NOT_ALLOCATED);
    return new Placement(Optional.empty(), Optional.of(why));
  }

  /** Why the rule's visitors are not in the experiment while it runs; empty if they are. */
  private Optional<Exclusion> exclusion(Rule rule) {
    if (isGroup(rule)) {
      return Optional.empty();
    }
    if (isOverride(rule)) {
      return Optional.of(Exclusion.OVERRIDDEN);
    }
    if (isReserved(rule)) {
      return Optional.of(RESERVED.getOrDefault(rule.id(), Exclusion.NOT_ALLOCATED));
    }
    if (groups.stream().anyMatch(group -> group.groupName().equals(rule.groupName()))) {
      return Optional.of(Exclusion.OVERRIDDEN);
    }
    boolean holdout =
        rule.groupName() == null && rule.conditions().stream().anyMatch(Rules::asksAGate);
    return Optional.of(holdout ? Exclusion.HELD_OUT : Exclusion.NOT_TARGETED);
  }

  private Optional<String> groupShown(Rule rule, Optional<Exclusion> exclusion) {
    if (exclusion.isEmpty() || exclusion.get() == Exclusion.ENDED) {
      return Optional.ofNullable(rule.groupName());
    }
    return exclusion.get() == Exclusion.OVERRIDDEN
        ? Optional.ofNullable(rule.groupName()).or(() -> groupInId(rule))
        : Optional.empty();
  }

  /** The id of an override begins with that of its group. */
  private Optional<String> groupInId(Rule override) {
    return groups.stream()
        .filter(group -> override.id().startsWith(group.id() + ":"))
        .map(Rule::groupName)
        .findFirst();
  }

  private boolean isGroup(Rule rule) {
    if (rule.groupName() == null || rule.groupName().isBlank() || isReserved(rule)) {
      return false;
    }
    return flagged
        ? isFlagged(rule)
        : rule.conditions().stream().anyMatch(BucketRanges::isRange)
            || rule.conditions().stream().allMatch(Rules::isPublic);
  }

  private static boolean isFlagged(Rule rule) {
    return Boolean.TRUE.equals(rule.isExperimentGroup());
  }

  /** In the oldest documents the rule for the experiment's size has no id, only this name. */
  private static boolean isReserved(Rule rule) {
    return isOverride(rule)
        || RESERVED.containsKey(rule.id())
        || "experimentSize".equals(rule.groupName());
  }

  /** Such as {@code GROUP:userID:id_override}. */
  private static boolean isOverride(Rule rule) {
    return rule.id().endsWith(":override")
        || rule.id().endsWith(":id_override")
        || rule.id().equals("override");
  }

  private static boolean isPublic(Condition condition) {
    return condition.type().equalsIgnoreCase("public");
  }

  private static boolean asksAGate(Condition condition) {
    return condition.type().toLowerCase(Locale.ROOT).endsWith("_gate");
  }
}
