package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.statsig.SpecJson.Condition;
import dev.buttoncolor.statsig.SpecJson.Config;
import dev.buttoncolor.statsig.SpecJson.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The experiment of one spec document: what it is, and what an evaluation by the SDK means. The
 * rule that matched says which group a visitor is in, or why in none; the value says what the
 * visitor sees.
 */
final class SpecExperiment {

  /** The unit that visitors have. */
  private static final String USER_ID = "userID";

  private final ExperimentNames names;
  private final Config config;
  private final ExperimentSpec spec;
  private final Split split;
  private final Map<String, Placement> placements = new HashMap<>();
  private final Map<Object, Appearance> appearances = new HashMap<>();
  private final boolean assignsUserIds;

  /** What a matched rule says of a visitor. */
  private record Placement(Optional<String> group, Optional<Exclusion> exclusion) {}

  /** What a value looks like on the page. */
  private record Appearance(ButtonColor color, String paragraph) {}

  private SpecExperiment(Config config, ExperimentNames names) throws InvalidSpecsException {
    this.names = names;
    this.config = config;
    Rules rules = new Rules(config);
    ParameterReader parameters = new ParameterReader();
    addAppearance(config.defaultValue(), parameters);
    for (Rule rule : config.rules()) {
      addAppearance(rule.returnValue(), parameters);
      addPlacement(rules, rule);
    }
    Exclusion outside = whileNotRunning(rules.state()).orElse(Exclusion.NOT_ALLOCATED);
    Placement none = new Placement(Optional.empty(), Optional.of(outside));
    placements.put("default", none); // no rule matched
    placements.put("disabled", none);
    spec =
        new ExperimentSpec(
            config.name(),
            config.salt(),
            rules.state(),
            config.idType(),
            groups(rules.groups()),
            rules.shippedGroup());
    split = Split.of(spec);
    assignsUserIds =
        isUserId(config.idType()) && rules.groups().stream().allMatch(this::assignsUserIds);
  }

  /**
   * The experiment of that name in the document.
   *
   * @param before the experiment of the document before, which is returned again if nothing in it
   *     has changed: its odd values have been warned of
   * @return empty if the document has none
   * @throws InvalidSpecsException if the SDK could not evaluate it, or it makes no sense
   */
  static Optional<SpecExperiment> in(
      SpecDocument document, ExperimentNames names, Optional<SpecExperiment> before)
      throws InvalidSpecsException {
    Config config = document.config(names.experiment()).orElse(null);
    if (config == null) {
      return Optional.empty();
    }
    EvaluationCheck.check(document, config);
    if (config.salt() == null) {
      throw new InvalidSpecsException("its \"%s\" has no \"salt\"".formatted(config.name()));
    }
    return before.isPresent() && before.get().config.equals(config)
        ? before
        : Optional.of(new SpecExperiment(config, names));
  }

  private void addAppearance(Object value, ParameterReader parameters) {
    Map<?, ?> values = value instanceof Map<?, ?> map ? map : Map.of();
    appearances.put(
        values,
        new Appearance(
            parameters.color(values.get(names.colorParameter())),
            parameters.paragraph(values.get(names.paragraphParameter()))));
  }

  private void addPlacement(Rules rules, Rule rule) throws InvalidSpecsException {
    Optional<Exclusion> exclusion = rules.exclusion(rule).or(() -> whileNotRunning(rules.state()));
    Placement placement = new Placement(rules.groupShown(rule), exclusion);
    Placement before = placements.putIfAbsent(rule.id(), placement);
    boolean ambiguous = before != null && !before.equals(placement);
    if (ambiguous && (before.exclusion().isEmpty() || placement.exclusion().isEmpty())) {
      throw new InvalidSpecsException(
          "its \"%s\" has a group's rule and another one with the id \"%s\""
              .formatted(config.name(), rule.id()));
    }
  }

  private static Optional<Exclusion> whileNotRunning(ExperimentState state) {
    return switch (state) {
      case RUNNING -> Optional.empty();
      case NOT_STARTED -> Optional.of(Exclusion.NOT_STARTED);
      case ENDED -> Optional.of(Exclusion.ENDED);
      case ABANDONED -> Optional.of(Exclusion.ABANDONED);
    };
  }

  private List<Group> groups(List<Rule> rules) throws InvalidSpecsException {
    List<Double> shares = BucketRanges.of(rules);
    List<Group> groups = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (!known.add(rule.groupName())) {
        throw new InvalidSpecsException(
            "its \"%s\" has two groups named \"%s\"".formatted(config.name(), rule.groupName()));
      }
      Appearance appearance =
          appearanceOf(isDisabled(rule) ? config.defaultValue() : rule.returnValue());
      groups.add(
          new Group(rule.groupName(), shares.get(i), appearance.color(), appearance.paragraph()));
    }
    return groups;
  }

  /** Whether the rule is one whose visitors get the default values, such as a disabled group's. */
  boolean isDisabled(String ruleId) {
    return config.rules().stream()
        .filter(rule -> ruleId.equals(rule.id()))
        .anyMatch(SpecExperiment::isDisabled);
  }

  /** Visitors of a disabled group stay in it and get the default values. */
  private static boolean isDisabled(Rule rule) {
    return rule.passPercentage() == null || rule.passPercentage() == 0;
  }

  private Appearance appearanceOf(Object value) {
    return appearances.get(value == null ? Map.of() : value);
  }

  private boolean assignsUserIds(Rule group) {
    return group.conditions().stream()
        .filter(BucketRanges::isRange)
        .map(Condition::idType)
        .allMatch(SpecExperiment::isUserId);
  }

  /** The SDK takes no unit, too, for the user id. */
  private static boolean isUserId(String idType) {
    return idType == null || idType.isEmpty() || idType.equalsIgnoreCase(USER_ID);
  }

  ExperimentSpec spec() {
    return spec;
  }

  /** Whether it has groups, or is in a state in which it needs none. */
  boolean canRun() {
    return spec.state() != ExperimentState.RUNNING || !spec.groups().isEmpty();
  }

  /** Whether the experiment assigns by user id, the only unit that visitors have. */
  boolean assignsUserIds() {
    return assignsUserIds;
  }

  /**
   * What an evaluation means.
   *
   * @param ruleId the rule that matched
   * @param value what the SDK gives the visitor
   * @param reason the SDK's evaluation reason
   */
  Assignment assignment(String ruleId, Map<String, Object> value, String reason) {
    Placement placement = placements.get(ruleId);
    Appearance appearance = appearances.get(value);
    return placement == null || appearance == null
        ? withDefaults(reason, Exclusion.FALLBACK) // a rule or a value of another config
        : new Assignment(
            placement.group(),
            appearance.color(),
            appearance.paragraph(),
            reason,
            split,
            placement.exclusion());
  }

  /** What a visitor gets who is not evaluated. */
  Assignment withDefaults(String reason, Exclusion why) {
    Appearance appearance = appearanceOf(config.defaultValue());
    return new Assignment(
        Optional.empty(),
        appearance.color(),
        appearance.paragraph(),
        reason,
        split,
        Optional.of(why));
  }
}
