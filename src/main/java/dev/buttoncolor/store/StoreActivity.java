package dev.buttoncolor.store;

import java.time.Duration;

/**
 * How busy the store was at one moment.
 *
 * @param waiting events that are still to be written
 * @param dropped events lost since the start because too many waited
 * @param commits transactions committed since the start
 * @param committing how long these took, together
 */
public record StoreActivity(int waiting, long dropped, long commits, Duration committing) {}
