package dev.buttoncolor.store;

import dev.buttoncolor.experiment.Mode;
import dev.buttoncolor.store.runs.DesignSettings;

/**
 * Whose events a store takes, and what its operator has asked for.
 *
 * @param visitorKey the fingerprint of the key behind the ids of visitors by address
 * @param signupEvent what a signup is called in the outbox
 * @param outboxMaxBytes what the outbox may take, dead letters included
 */
public record StoreOptions(
    Mode mode,
    String experiment,
    DesignSettings design,
    String visitorKey,
    String signupEvent,
    long outboxMaxBytes) {}
