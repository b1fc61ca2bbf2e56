package dev.buttoncolor.store.runs;

import dev.buttoncolor.experiment.VisitorId;
import java.time.Instant;
import java.util.Optional;

/**
 * One exposed visitor of a run, as the store has them.
 *
 * @param group the group of the first exposure
 * @param exposedAt when that was
 * @param signedUpAt the first signup since
 * @param crossedOver whether another group's button was seen later
 */
public record StoredVisitor(
    VisitorId visitor,
    String experiment,
    String group,
    Instant exposedAt,
    Optional<Instant> signedUpAt,
    boolean crossedOver) {}
