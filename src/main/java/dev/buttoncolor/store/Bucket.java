package dev.buttoncolor.store;

import dev.buttoncolor.results.Tally;
import java.time.Instant;

/**
 * How far the counts had come by the end of one stretch of time.
 *
 * @param opened when the stretch began
 * @param tally everybody from the start of the experiment to the end of the stretch
 */
public record Bucket(Instant opened, Tally tally) {}
