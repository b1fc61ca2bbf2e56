package dev.buttoncolor.store.runs;

import dev.buttoncolor.analysis.GroupCounts;
import java.time.Instant;

/**
 * How far the counts had come by the end of a time bucket.
 *
 * @param counts all groups from the start of the run to the end of the bucket
 */
public record TimeBucket(Instant opened, GroupCounts counts) {}
