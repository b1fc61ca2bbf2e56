/**
 * What may be concluded from a run, as it is published. {@link dev.buttoncolor.results.Results} is
 * the JSON document, from the counts to the {@linkplain dev.buttoncolor.results.Verdict verdict} in
 * sentences; {@code ResultsCsv} is its groups as a table. The same recorded run gives the same
 * results: no clock, no files, no network.
 */
package dev.buttoncolor.results;
