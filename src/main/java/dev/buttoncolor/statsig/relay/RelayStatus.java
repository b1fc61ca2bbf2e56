package dev.buttoncolor.statsig.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * How a {@link Relay} was doing at one moment. A batch is what the SDK posted at once: up to a
 * thousand events.
 *
 * @param waiting batches that are still to be forwarded
 * @param bytes what the outbox holds, dead letters included
 * @param oldest how long the oldest waiting batch has waited; empty where none waits
 * @param deadLetters batches that Statsig will not take, kept in the outbox
 * @param lastDeadLetter why the newest of those is one, such as {@code answered 400}
 * @param dropped batches lost to the bound in the life of the outbox file
 * @param forwarded batches that Statsig took since the start of this relay
 * @param journaled events that the SDK has logged and not posted here yet
 * @param unprotected events of this life that a kill would have taken along, since the journal had
 *     no room for them or could not be written
 * @param lastError what stands in the way at the moment, in words for a person; empty where nothing
 *     does. Where it says that the outbox cannot be read, the numbers above it are zero
 * @param keyRefused whether Statsig refuses the server key at the moment (401, 403); what waits
 *     goes out once it takes the key again
 */
public record RelayStatus(
    long waiting,
    long bytes,
    Optional<Duration> oldest,
    long deadLetters,
    Optional<String> lastDeadLetter,
    long dropped,
    long forwarded,
    long journaled,
    long unprotected,
    Optional<String> lastError,
    boolean keyRefused) {}
