package dev.buttoncolor.statsig.relay;

import java.util.List;
import java.util.Map;

/**
 * One exposure as the SDK logs it: what its {@code statsig::config_exposure} event says.
 *
 * @param userId who saw the button
 * @param experiment the event's {@code config}
 * @param ruleId the rule that the visitor matched, a group's own where they are in the experiment
 * @param rulePassed whether that rule gave its own value, and not the default one
 * @param reason where the evaluation's specs came from, such as {@code NETWORK}
 * @param secondaryExposures the gates and holdouts that were evaluated on the way, as the SDK has
 *     them
 */
public record Exposure(
    String userId,
    String experiment,
    String ruleId,
    boolean rulePassed,
    String reason,
    List<Map<String, String>> secondaryExposures) {}
