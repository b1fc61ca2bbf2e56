package dev.buttoncolor.statsig;

import dev.buttoncolor.statsig.SpecJson.Condition;
import dev.buttoncolor.statsig.SpecJson.Config;
import dev.buttoncolor.statsig.SpecJson.Rule;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what would make the SDK fail when it evaluates an experiment: in the experiment and in what
 * its rules ask, and nowhere else, since a project holds much that does not concern it.
 */
@SuppressWarnings({"ReferenceEquality", "IdentityHashMapUsage"}) // two configs may be alike
final class EvaluationCheck {

  /** The condition types that compare a value; besides them are gates, and {@code public}. */
  private static final Set<String> VALUES =
      Set.of(
          """
          ip_based ua_based user_field current_time environment_field user_bucket unit_id target_app
          """
              .split("\\s+"));

  private static final Set<String> OPERATORS =
      Set.of(
          """
          gt gte lt lte eq neq any none any_case_sensitive none_case_sensitive str_starts_with_any
          str_ends_with_any str_contains_any str_contains_none str_matches version_gt version_gte
          version_lt version_lte version_eq version_neq before after on array_contains_any
          array_contains_none array_contains_all not_array_contains_all in_segment_list
          not_in_segment_list
          """
              .split("\\s+"));

  private static final String NO_OBJECT = "has a %s value that is not an object";

  /** Far more gates than people nest, and far fewer than a thread's stack has room for. */
  private static final int MAX_NESTING = 100;

  /**
   * The SDK asks a gate anew wherever it is named, so nesting can multiply the conditions. So many
   * take it less than 1 ms (0.7 ms in nested gates), during which other pages may wait.
   */
  private static final int MAX_CONDITIONS = 2_500;

  private final SpecDocument document;
  private final Config experiment;

  /** The configs and gates that are being asked, each by the one before it. */
  private final Set<Config> asking = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<String> idLists = new TreeSet<>();
  private int conditions;

  private EvaluationCheck(SpecDocument document, Config experiment) {
    this.document = document;
    this.experiment = experiment;
  }

  /** The id lists that an experiment asks, if the SDK can evaluate it for each visitor. */
  static Set<String> check(SpecDocument document, Config experiment) throws InvalidSpecsException {
    EvaluationCheck check = new EvaluationCheck(document, experiment);
    require(experiment.salt() != null, experiment, "has no \"salt\"");
    check.check(experiment, false);
    return check.idLists;
  }

  /**
   * Goes where the SDK goes for the visitor who costs it most.
   *
   * @param config null if the document does not have what is asked
   */
  private void check(Config config, boolean isGate) throws InvalidSpecsException {
    if (config == null) {
      return;
    }
    require(isGate || isValue(config.defaultValue()), config, NO_OBJECT.formatted("default"));
    require(config.idType() != null, config, "has no \"idType\"");
    if (!config.isEnabled() && config != experiment) {
      return;
    }
    require(asking.add(config), config, "depends on itself");
    require(asking.size() <= MAX_NESTING, config, "is nested more than " + MAX_NESTING + " deep");
    for (Rule rule : config.rules()) {
      require(isGate || isValue(rule.returnValue()), config, NO_OBJECT.formatted("return"));
      require(rule.id() != null, config, "has a rule without an \"id\"");
      require(!rule.lacksConditions(), config, "has a rule without conditions");
      conditions += Math.max(1, rule.conditions().size());
      require(conditions <= MAX_CONDITIONS, experiment, "asks more than 2,500 conditions");
      for (Condition condition : rule.conditions()) {
        check(config, condition);
      }
      check(document.configs().get(rule.configDelegate()), false);
    }
    asking.remove(config);
  }

  private static boolean isValue(Object value) {
    return value == null || value instanceof Map;
  }

  private void check(Config config, Condition condition) throws InvalidSpecsException {
    require(condition.type() != null, config, "has a condition without a \"type\"");
    String type = condition.type().toLowerCase(Locale.ROOT);
    String target = String.valueOf(condition.targetValue());
    switch (type) {
      case "public" -> {}
      case "pass_gate", "fail_gate" -> check(document.gates().get(target), true);
      default -> {
        String operator = String.valueOf(condition.operator());
        require(VALUES.contains(type), config, "has a condition of the unknown type " + type);
        require(
            OPERATORS.contains(operator),
            config,
            "has a condition with the unknown operator " + operator);
        if (operator.endsWith("in_segment_list")) {
          idLists.add(target);
        }
      }
    }
  }

  private static void require(boolean right, Config config, String what)
      throws InvalidSpecsException {
    if (!right) {
      throw InvalidSpecsException.of(config, what);
    }
  }
}
