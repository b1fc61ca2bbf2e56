package dev.buttoncolor.statsig;

import dev.buttoncolor.statsig.SpecJson.Condition;
import dev.buttoncolor.statsig.SpecJson.Config;
import dev.buttoncolor.statsig.SpecJson.Rule;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what would make the SDK fail when it evaluates an experiment: in the experiment itself and
 * in every gate that its rules ask, and nowhere else, since a project holds much that does not
 * concern it.
 */
@SuppressWarnings({"ReferenceEquality", "IdentityHashMapUsage"}) // two configs may be alike
final class EvaluationCheck {

  /** The condition types that ask a gate; they need no operator. */
  private static final Set<String> GATES = Set.of("pass_gate", "fail_gate");

  /** The condition types that compare a value; what else there is always holds. */
  private static final Set<String> VALUES =
      words(
          """
          ip_based ua_based user_field current_time environment_field user_bucket unit_id target_app
          """);

  private static final Set<String> OPERATORS =
      words(
          """
          gt gte lt lte eq neq any none any_case_sensitive none_case_sensitive str_starts_with_any
          str_ends_with_any str_contains_any str_contains_none str_matches version_gt version_gte
          version_lt version_lte version_eq version_neq before after on array_contains_any
          array_contains_none array_contains_all not_array_contains_all in_segment_list
          not_in_segment_list
          """);

  /** Far more gates than people nest, and far fewer than a thread's stack has room for. */
  private static final int MAX_NESTING = 100;

  /** The SDK asks a gate anew wherever it is named, so nesting can multiply the conditions. */
  private static final long MAX_CONDITIONS = 100_000;

  /** Stands for what a config costs while that is being counted. */
  private static final Cost COUNTING = new Cost(0, 0);

  private final SpecDocument document;
  private final Config experiment;
  private final Map<Config, Cost> costs = new IdentityHashMap<>();
  private final Set<String> idLists = new TreeSet<>();

  private EvaluationCheck(SpecDocument document, Config experiment) {
    this.document = document;
    this.experiment = experiment;
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /**
   * What one evaluation may take.
   *
   * @param conditions that are looked at
   * @param nesting how many configs and gates are asked within each other
   */
  private record Cost(long conditions, int nesting) {
    static final Cost NONE = new Cost(0, 0);

    Cost plus(Cost other) {
      return new Cost(conditions + other.conditions, Math.max(nesting, other.nesting));
    }
  }

  /**
   * Checks an experiment with all that it asks.
   *
   * @return the id lists that it asks
   * @throws InvalidSpecsException if the SDK could not evaluate the experiment for each visitor
   */
  static Set<String> check(SpecDocument document, Config experiment) throws InvalidSpecsException {
    EvaluationCheck check = new EvaluationCheck(document, experiment);
    check.costOfConfig(experiment, MAX_NESTING);
    return check.idLists;
  }

  private Cost costOfConfig(Config config, int room) throws InvalidSpecsException {
    require(isValue(config.defaultValue()), config, "has a default value that is not an object");
    for (Rule rule : config.rules()) {
      require(isValue(rule.returnValue()), config, "has a return value that is not an object");
    }
    return cost(config, room);
  }

  private static boolean isValue(Object value) {
    return value == null || value instanceof Map;
  }

  /**
   * @param room how much deeper the nesting may go
   */
  private Cost cost(Config config, int room) throws InvalidSpecsException {
    require(config.idType() != null, config, "has no \"idType\"");
    if (!config.isEnabled() && config != experiment) {
      return Cost.NONE;
    }
    Cost cost = costs.get(config);
    require(cost != COUNTING, config, "depends on itself");
    require(room > 0, config, "is nested more than " + MAX_NESTING + " deep");
    if (cost == null) {
      costs.put(config, COUNTING);
      cost = costOfRules(config, room - 1);
      costs.put(config, cost);
    }
    require(cost.nesting() <= room, config, "is nested more than " + MAX_NESTING + " deep");
    return cost;
  }

  private Cost costOfRules(Config config, int room) throws InvalidSpecsException {
    Cost cost = Cost.NONE;
    for (Rule rule : config.rules()) {
      require(rule.id() != null, config, "has a rule without an \"id\"");
      require(!SpecDocument.lacksConditions(rule), config, "has a rule without conditions");
      for (Condition condition : rule.conditions()) {
        cost = cost.plus(cost(config, condition, room));
      }
      cost = cost.plus(costOfDelegate(rule, room));
      require(cost.conditions() <= MAX_CONDITIONS, config, "asks more than 100,000 conditions");
    }
    return new Cost(cost.conditions(), cost.nesting() + 1);
  }

  private Cost cost(Config config, Condition condition, int room) throws InvalidSpecsException {
    require(condition.type() != null, config, "has a condition without a \"type\"");
    String type = condition.type().toLowerCase(Locale.ROOT);
    Cost one = new Cost(1, 0);
    if (GATES.contains(type)) {
      Config gate = document.gate(String.valueOf(condition.targetValue())).orElse(null);
      return gate == null ? one : one.plus(cost(gate, room));
    }
    if (!type.equals("public")) {
      require(VALUES.contains(type), config, "has a condition of the unknown type " + type);
      require(
          condition.operator() != null && OPERATORS.contains(condition.operator()),
          config,
          "has a condition with the unknown operator " + condition.operator());
      if (condition.operator().endsWith("in_segment_list")) {
        idLists.add(String.valueOf(condition.targetValue()));
      }
    }
    return one;
  }

  private Cost costOfDelegate(Rule rule, int room) throws InvalidSpecsException {
    Config delegate =
        rule.configDelegate() == null ? null : document.config(rule.configDelegate()).orElse(null);
    return delegate == null ? Cost.NONE : costOfConfig(delegate, room);
  }

  private static void require(boolean right, Config config, String what)
      throws InvalidSpecsException {
    if (!right) {
      throw new InvalidSpecsException("its \"%s\" %s".formatted(config.name(), what));
    }
  }
}
