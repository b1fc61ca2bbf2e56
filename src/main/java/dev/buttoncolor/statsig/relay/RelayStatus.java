package dev.buttoncolor.statsig.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a {@link Relay} was doing at one moment. A batch is what the SDK posted at once: up to a
 * thousand events.
 *
 * @param waiting batches that are still to be forwarded
 * @param bytes what the outbox holds, batches set aside included
 * @param oldest how long the oldest waiting batch has waited; empty where none waits
 * @param setAside batches that Statsig refused for good, kept in the outbox
 * @param lastRefusal the status of the newest of those
 * @param dropped batches lost to the bound in the life of the outbox file
 * @param forwarded batches that Statsig took since the start of this relay
 * @param trouble what stands in the way at the moment, in words for a person; empty where nothing
 *     does. Where it says that the outbox cannot be read, the numbers above it are zero
 */
public record RelayStatus(
    long waiting,
    long bytes,
    Optional<Duration> oldest,
    long setAside,
    OptionalInt lastRefusal,
    long dropped,
    long forwarded,
    Optional<String> trouble) {}
