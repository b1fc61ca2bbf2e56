package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Mode;
import java.util.Optional;

/**
 * Whose events a store takes, and what its operator has asked for.
 *
 * @param mode where the groups come from
 * @param experiment the experiment's name
 * @param control the group to compare with, where it is set; it is kept, and the newest start that
 *     sets one wins
 * @param plannedVisitors how many visitors a comparison is planned for, where it is set; kept in
 *     the same way
 * @param visitorKey the fingerprint of the key behind the ids of visitors by address
 */
public record StoreOptions(
    Mode mode,
    String experiment,
    Optional<String> control,
    Optional<Long> plannedVisitors,
    String visitorKey) {}
