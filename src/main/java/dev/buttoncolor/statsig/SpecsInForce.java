package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentNames;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.Split;
import dev.buttoncolor.statsig.Rules.Placement;
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
import java.util.stream.Collectors;

/**
 * The specs that visitors are assigned by: what their document says of the experiment, and what an
 * evaluation by the SDK means. The rule that matched says which group a visitor is in, or why in
 * none; the value says what the visitor sees.
 */
final class SpecsInForce {

  /** What is in force until there are specs; the SDK's word for it. */
  static final SpecsInForce NONE = new SpecsInForce("UNINITIALIZED", Optional.empty());

  final String reason;

  /** What the document says of the experiment; empty if it does not have it. */
  final Optional<ExperimentSpec> spec;

  /** The id lists that an evaluation may ask. */
  final Set<String> idLists;

  final Optional<Obstacle> obstacle;

  /** What a reader of the results should know, in sentences. */
  final Optional<String> remark;

  /** What an operator should know, in sentences. */
  final Set<String> warnings = new LinkedHashSet<>();

  private final Split split;
  private final Appearance defaults;
  private final Map<String, Placement> placements = new HashMap<>();
  private final Map<Object, Appearance> appearances = new HashMap<>();

  /** What keeps everybody out of the experiment; {@code why} is a clause. */
  record Obstacle(Exclusion exclusion, String why) {}

  private SpecsInForce(String reason, Optional<Obstacle> obstacle) {
    this.reason = reason;
    this.obstacle = obstacle;
    spec = Optional.empty();
    split = Split.NONE;
    idLists = Set.of();
    defaults = Appearance.DEFAULT;
    remark = remark(List.of());
    remark.ifPresent(warnings::add);
  }

  private SpecsInForce(String reason, Config config, ExperimentNames names, Set<String> idLists)
      throws InvalidSpecsException {
    this.reason = reason;
    this.idLists = idLists;
    Rules rules = new Rules(config);
    defaults = addAppearance(config.defaultValue(), names);
    for (Rule rule : config.rules()) {
      addAppearance(rule.returnValue(), names);
      addPlacement(rule, rules.placement(rule), config);
    }
    placements.put("default", rules.noRule());
    placements.put("disabled", rules.noRule());
    ExperimentSpec known =
        new ExperimentSpec(
            config.name(),
            config.salt(),
            rules.state(),
            groups(rules, config),
            rules.shippedGroup());
    spec = Optional.of(known);
    split = Split.of(known);
    List<Rule> seen = known.state() == ExperimentState.RUNNING ? seen(rules) : List.of();
    obstacle = obstacle(config, rules, seen, names.colorParameter());
    remark = remark(seen);
    if (obstacle.isPresent()) { // of which each odd value would only be a part
      warnings.clear();
    }
    remark.ifPresent(warnings::add);
  }

  /** The specs of a document that the SDK can evaluate; it is invalid if it cannot. */
  static SpecsInForce of(SpecDocument document, ExperimentNames names, String reason)
      throws InvalidSpecsException {
    Config config = document.configs().get(names.experiment());
    if (config == null) {
      String why =
          "the specs have no experiment \"%s\"; their experiments are %s"
              .formatted(names.experiment(), document.experiments());
      return new SpecsInForce("UNRECOGNIZED", Optional.of(new Obstacle(Exclusion.FALLBACK, why)));
    }
    return new SpecsInForce(reason, config, names, EvaluationCheck.check(document, config));
  }

  private Appearance addAppearance(Object value, ExperimentNames names) {
    Appearance appearance = Appearance.of(values(value), names, warnings::add);
    appearances.put(values(value), appearance);
    return appearance;
  }

  private static Map<?, ?> values(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private void addPlacement(Rule rule, Placement placement, Config config)
      throws InvalidSpecsException {
    Placement before = placements.putIfAbsent(rule.id(), placement);
    boolean ambiguous = before != null && !before.equals(placement);
    if (ambiguous && (before.exclusion().isEmpty() || placement.exclusion().isEmpty())) {
      throw InvalidSpecsException.of(
          config, "has a group's rule and another one with the id \"%s\"".formatted(rule.id()));
    }
  }

  private List<Group> groups(Rules rules, Config config) throws InvalidSpecsException {
    List<Double> shares = rules.shares();
    List<Group> groups = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Rule rule : rules.groups()) {
      if (!known.add(rule.groupName())) {
        throw InvalidSpecsException.of(
            config, "has two groups named \"%s\"".formatted(rule.groupName()));
      }
      if (!isText(rule.groupName())) {
        throw InvalidSpecsException.of(config, "has a group whose name is no text");
      }
      Appearance appearance = rule.isDisabled() ? defaults : appearanceOf(rule);
      groups.add(
          new Group(
              rule.groupName(),
              shares.get(groups.size()),
              appearance.colorShown(),
              appearance.paragraph()));
    }
    return groups;
  }

  /** Half a surrogate pair is no character, and a zero byte no text to PostgreSQL. */
  private static boolean isText(String name) {
    return name.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private Appearance appearanceOf(Rule rule) {
    return appearances.get(values(rule.returnValue()));
  }

  /** The rules of the groups that visitors get. */
  private List<Rule> seen(Rules rules) {
    return rules.groups().stream()
        .filter(rule -> split.shares().containsKey(rule.groupName()) && !rule.isDisabled())
        .toList();
  }

  private Optional<Obstacle> obstacle(
      Config config, Rules rules, List<Rule> seen, String colorParameter) {
    if (!rules.assignUserIds()) {
      String why = "the experiment assigns by \"%s\", and visitors have only user ids";
      return Optional.of(new Obstacle(Exclusion.OTHER_UNIT, why.formatted(config.idType())));
    }
    return seen.stream()
        .filter(rule -> appearanceOf(rule).color().isEmpty())
        .map(
            rule ->
                new Obstacle(
                    Exclusion.UNREADABLE_COLOR,
                    Appearance.unreadable(
                        rule.groupName(), values(rule.returnValue()), colorParameter)))
        .findFirst();
  }

  private Optional<String> remark(List<Rule> seen) {
    Map<String, Appearance> looks = new LinkedHashMap<>();
    seen.forEach(rule -> looks.put(rule.groupName(), appearanceOf(rule)));
    return obstacle
        .map(known -> "No visitor is in the experiment: " + known.why() + ".")
        .or(() -> Appearance.alike(looks));
  }

  /** What the experiment is doing, as a clause. */
  String detail() {
    if (obstacle.isPresent()) {
      return "assigns no group";
    }
    if (spec.isEmpty()) {
      return "has no specs";
    }
    return switch (spec.get().state()) {
      case NOT_STARTED -> "has not started";
      case RUNNING ->
          "assigns to "
              + spec.get().groups().stream().map(Group::name).collect(Collectors.joining(", "));
      case ENDED ->
          "has ended: every visitor gets " + spec.get().shippedGroup().orElse("one group");
      case ABANDONED -> "was abandoned";
    };
  }

  boolean evaluates() {
    return spec.isPresent() && obstacle.isEmpty();
  }

  Assignment withoutEvaluation() {
    return defaults.withoutGroup(
        reason, obstacle.map(Obstacle::exclusion).orElse(Exclusion.FALLBACK));
  }

  /** What an evaluation means by which this rule matched and the visitor gets this value. */
  Assignment assignment(String ruleId, Map<String, Object> value) {
    Placement placement = placements.get(ruleId);
    Appearance appearance = appearances.get(value);
    return placement == null || appearance == null
        ? withoutEvaluation() // a rule or a value of another config
        : new Assignment(
            placement.group(),
            appearance.colorShown(),
            appearance.paragraph(),
            reason,
            split,
            placement.exclusion());
  }

  Assignment failed(String why) {
    return defaults.withoutGroup(why, Exclusion.FALLBACK);
  }
}
