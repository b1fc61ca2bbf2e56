package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.statsig.Rules.Placement;
import dev.buttoncolor.statsig.SpecJson.Condition;
import dev.buttoncolor.statsig.SpecJson.Config;
import dev.buttoncolor.statsig.SpecJson.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The experiment of one spec document: what it is, and what an evaluation by the SDK means. The
 * rule that matched says which group a visitor is in, or why in none; the value says what the
 * visitor sees.
 */
final class SpecExperiment {

  private static final Logger LOG = LoggerFactory.getLogger(SpecExperiment.class);

  /** The unit that visitors have. */
  private static final String USER_ID = "userID";

  private final Config config;
  private final ExperimentSpec spec;
  private final Split split;
  private final Map<String, Placement> placements = new HashMap<>();
  private final Map<Object, Appearance> appearances = new HashMap<>();
  private final Set<String> idLists;
  private final Optional<Obstacle> obstacle;
  private final Optional<String> remark;

  /**
   * What keeps everybody out of the experiment.
   *
   * @param why a clause
   */
  record Obstacle(Exclusion exclusion, String why) {}

  private SpecExperiment(Config config, ExperimentNames names, Set<String> idLists)
      throws InvalidSpecsException {
    this.config = config;
    this.idLists = idLists;
    Rules rules = new Rules(config);
    Set<String> oddities = new LinkedHashSet<>();
    addAppearance(config.defaultValue(), names, oddities);
    for (Rule rule : config.rules()) {
      addAppearance(rule.returnValue(), names, oddities);
      addPlacement(rule.id(), rules.placement(rule));
    }
    placements.put("default", rules.noRule());
    placements.put("disabled", rules.noRule());
    spec =
        new ExperimentSpec(
            config.name(),
            config.salt(),
            rules.state(),
            groups(rules.groups()),
            rules.shippedGroup());
    split = Split.of(spec);
    List<Rule> seen = seen(rules.groups());
    obstacle = obstacle(rules.groups(), seen, names.colorParameter());
    remark = obstacle.isEmpty() && isRunning() ? GroupLooks.alike(looks(seen)) : Optional.empty();
    if (obstacle.isEmpty()) { // or its sentence would be one of many
      oddities.forEach(LOG::warn);
    }
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
    Set<String> idLists = EvaluationCheck.check(document, config);
    if (config.salt() == null) {
      throw new InvalidSpecsException("its \"%s\" has no \"salt\"".formatted(config.name()));
    }
    return before
            .filter(same -> same.config.equals(config) && same.idLists.equals(idLists))
            .isPresent()
        ? before
        : Optional.of(new SpecExperiment(config, names, idLists));
  }

  private void addAppearance(Object value, ExperimentNames names, Set<String> oddities) {
    appearances.put(values(value), Appearance.of(values(value), names, oddities::add));
  }

  private static Map<?, ?> values(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private void addPlacement(String ruleId, Placement placement) throws InvalidSpecsException {
    Placement before = placements.putIfAbsent(ruleId, placement);
    boolean ambiguous = before != null && !before.equals(placement);
    if (ambiguous && (before.exclusion().isEmpty() || placement.exclusion().isEmpty())) {
      throw new InvalidSpecsException(
          "its \"%s\" has a group's rule and another one with the id \"%s\""
              .formatted(config.name(), ruleId));
    }
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
          new Group(
              rule.groupName(), shares.get(i), appearance.colorShown(), appearance.paragraph()));
    }
    return groups;
  }

  /** The rules of the groups that visitors get. */
  private List<Rule> seen(List<Rule> groups) {
    return groups.stream()
        .filter(rule -> split.shares().containsKey(rule.groupName()) && !isDisabled(rule))
        .toList();
  }

  private Map<String, Appearance> looks(List<Rule> seen) {
    Map<String, Appearance> looks = new LinkedHashMap<>();
    seen.forEach(rule -> looks.put(rule.groupName(), appearanceOf(rule.returnValue())));
    return looks;
  }

  private Optional<Obstacle> obstacle(List<Rule> groups, List<Rule> seen, String colorParameter) {
    if (!isUserId(config.idType()) || !groups.stream().allMatch(this::assignsUserIds)) {
      String why = "the experiment assigns by \"%s\", and visitors have only user ids";
      return Optional.of(new Obstacle(Exclusion.OTHER_UNIT, why.formatted(config.idType())));
    }
    return seen.stream()
        .filter(rule -> isRunning() && appearanceOf(rule.returnValue()).color().isEmpty())
        .map(
            rule ->
                GroupLooks.unreadable(rule.groupName(), values(rule.returnValue()), colorParameter))
        .map(why -> new Obstacle(Exclusion.UNREADABLE_COLOR, why))
        .findFirst();
  }

  private boolean isRunning() {
    return spec.state() == ExperimentState.RUNNING;
  }

  /** Visitors of a disabled group stay in it and get the default values. */
  private static boolean isDisabled(Rule rule) {
    return rule.passPercentage() == null || rule.passPercentage() == 0;
  }

  private Appearance appearanceOf(Object value) {
    return appearances.get(values(value));
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
    return !isRunning() || !spec.groups().isEmpty();
  }

  /** The id lists that an evaluation may ask. */
  Set<String> idLists() {
    return idLists;
  }

  /** What keeps everybody out of the experiment; empty if nothing does. */
  Optional<Obstacle> obstacle() {
    return obstacle;
  }

  /** What a reader of the results should know of the groups, in sentences. */
  Optional<String> remark() {
    return remark;
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
            appearance.colorShown(),
            appearance.paragraph(),
            reason,
            split,
            placement.exclusion());
  }

  /** What a visitor gets who is not evaluated. */
  Assignment withDefaults(String reason, Exclusion why) {
    return appearanceOf(config.defaultValue()).withoutGroup(reason, why);
  }
}
