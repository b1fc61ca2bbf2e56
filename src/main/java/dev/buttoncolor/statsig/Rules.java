package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.statsig.SpecJson.Condition;
import dev.buttoncolor.statsig.SpecJson.Config;
import dev.buttoncolor.statsig.SpecJson.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells which rules of an experiment are its groups, and why the visitors of every other rule are
 * not in the experiment. A group's name says nothing: rules for test users, a shipped group and, in
 * old documents, parts of the experiment that are no groups carry one as well.
 */
final class Rules {

  /** The id of the rule by which every visitor gets a group that was shipped. */
  static final String SHIPPED = "launchedGroup";

  private static final String SIZE = "experimentSize";

  private static final double BUCKETS = 1000;

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
    flagged =
        experiment.rules().stream().anyMatch(rule -> rule.isFlagged() && reserved(rule).isEmpty());
    groups = experiment.rules().stream().filter(this::isGroup).toList();
  }

  List<Rule> groups() {
    return groups;
  }

  private boolean isGroup(Rule rule) {
    if (rule.groupName() == null || rule.groupName().isBlank() || reserved(rule).isPresent()) {
      return false;
    }
    return flagged
        ? rule.isFlagged()
        : rule.conditions().stream().anyMatch(Rules::isRange)
            || rule.conditions().stream().allMatch(one -> one.type().equalsIgnoreCase("public"));
  }

  /** Why a rule that Statsig reserves is no group; empty if it is a rule like any other. */
  private static Optional<Exclusion> reserved(Rule rule) {
    String id = rule.id();
    if (id.equals("override") || id.endsWith(":override") || id.endsWith(":id_override")) {
      return Optional.of(Exclusion.OVERRIDDEN); // such as GROUP:userID:id_override
    }
    // In the oldest documents the rule for the experiment's size has no id, only this name.
    return switch (SIZE.equals(rule.groupName()) ? SIZE : id) {
      case SHIPPED -> Optional.of(Exclusion.ENDED);
      case "abandoned" -> Optional.of(Exclusion.ABANDONED);
      case "prestart" -> Optional.of(Exclusion.NOT_STARTED);
      case "layerAssignment", SIZE -> Optional.of(Exclusion.NOT_ALLOCATED);
      case "targetingGate", "inlineTargetingRules" -> Optional.of(Exclusion.NOT_TARGETED);
      default -> Optional.empty();
    };
  }

  /**
   * The share of each group, 0 to 1, of the visitors who get as far as the groups' rules. A
   * visitor's bucket is one of 1000, and a group takes those below its end that the groups before
   * it left.
   */
  List<Double> shares() {
    List<Double> shares = new ArrayList<>();
    double taken = 0;
    for (Rule group : groups) {
      double end = Math.max(taken, Math.min(BUCKETS, end(group)));
      shares.add((end - taken) / BUCKETS);
      taken = end;
    }
    return shares;
  }

  /** A group without such a condition takes every visitor whom the groups before it left. */
  private static double end(Rule group) {
    Optional<Condition> range = group.conditions().stream().filter(Rules::isRange).findFirst();
    try { // as the SDK reads it: a number, or the text of one
      return range.isEmpty() ? BUCKETS : Double.parseDouble("" + range.get().targetValue());
    } catch (NumberFormatException e) {
      return 0; // no bucket is below it
    }
  }

  /** Whether the condition takes the visitors whose bucket is below an end. */
  private static boolean isRange(Condition condition) {
    return condition.type().equalsIgnoreCase("user_bucket") && "lt".equals(condition.operator());
  }

  /** Whether they assign by the unit that visitors have, which the SDK takes for no unit, too. */
  boolean assignUserIds() {
    Stream<String> ofGroups =
        groups.stream()
            .flatMap(group -> group.conditions().stream())
            .filter(Rules::isRange)
            .map(Condition::idType);
    return Stream.concat(Stream.of(experiment.idType()), ofGroups)
        .allMatch(unit -> unit == null || unit.isEmpty() || unit.equalsIgnoreCase("userID"));
  }

  ExperimentState state() {
    if (has(Exclusion.ENDED)) {
      return ExperimentState.ENDED;
    }
    if (has(Exclusion.ABANDONED) || !experiment.isEnabled()) {
      return ExperimentState.ABANDONED;
    }
    return has(Exclusion.NOT_STARTED) || Boolean.FALSE.equals(experiment.isActive())
        ? ExperimentState.NOT_STARTED
        : ExperimentState.RUNNING;
  }

  private boolean has(Exclusion why) {
    return experiment.rules().stream()
        .anyMatch(rule -> reserved(rule).filter(why::equals).isPresent());
  }

  Optional<String> shippedGroup() {
    return experiment.rules().stream()
        .filter(rule -> rule.id().equals(SHIPPED))
        .findFirst()
        .map(Rule::groupName);
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
    if (isGroup(rule) || reserved(rule).isPresent()) {
      return reserved(rule);
    }
    if (groups.stream().anyMatch(group -> group.groupName().equals(rule.groupName()))) {
      return Optional.of(Exclusion.OVERRIDDEN);
    }
    boolean holdout =
        rule.groupName() == null && rule.conditions().stream().anyMatch(Rules::asksAGate);
    return Optional.of(holdout ? Exclusion.HELD_OUT : Exclusion.NOT_TARGETED);
  }

  private static boolean asksAGate(Condition condition) {
    return condition.type().toLowerCase(Locale.ROOT).endsWith("_gate");
  }

  private Optional<String> groupShown(Rule rule, Optional<Exclusion> exclusion) {
    Optional<String> named = Optional.ofNullable(rule.groupName());
    if (exclusion.isEmpty() || exclusion.get() == Exclusion.ENDED) {
      return named;
    }
    return exclusion.get() == Exclusion.OVERRIDDEN
        ? named.or(() -> groupInId(rule))
        : Optional.empty();
  }

  /** The id of an override begins with that of its group. */
  private Optional<String> groupInId(Rule override) {
    return groups.stream()
        .filter(group -> override.id().startsWith(group.id() + ":"))
        .map(Rule::groupName)
        .findFirst();
  }
}
