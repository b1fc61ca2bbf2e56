/**
 * The counts of the runs: what a transaction adds to them, and how they are read. {@link
 * dev.buttoncolor.store.counts.CountTable} keeps them, {@link
 * dev.buttoncolor.store.counts.KnownRuns} is what readers share, and {@link
 * dev.buttoncolor.store.counts.RecordedRun} is what they get. Imports {@code experiment}, {@code
 * analysis} (what counts and running minima are), {@code store.database} and {@code store.runs}.
 */
package dev.buttoncolor.store.counts;
