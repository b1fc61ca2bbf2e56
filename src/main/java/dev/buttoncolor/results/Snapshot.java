package dev.buttoncolor.results;

import java.time.Instant;

/**
 * The counts as they stood at one time.
 *
 * @param time when
 * @param tally all counts from the start of the experiment up to then
 */
public record Snapshot(Instant time, Tally tally) {}
