package dev.buttoncolor.store.counts;

import dev.buttoncolor.analysis.GroupCounts;
import java.time.Instant;

/**
 * How far the counts had come by the end of one stretch of time.
 *
 * @param opened when the stretch began
 * @param counts all groups from the start of the run to the end of the stretch
 */
public record TimeBucket(Instant opened, GroupCounts counts) {}
