/**
 * What a store holds, as values, and the rules of what counts: {@link
 * dev.buttoncolor.store.runs.Runs} decides what a spec document makes of the runs, {@link
 * dev.buttoncolor.store.runs.VisitorRow} what an event makes of a visitor, {@link
 * dev.buttoncolor.store.runs.Tally} what that adds to the counts. Pure: no database, no clock, no
 * thread.
 *
 * <pre>
 * run 1       the life of an experiment under one salt
 *   stretch 1   the part of it with the same shares; 50/50, say
 *   stretch 2   70/30; back at 50/50 it is stretch 1 again
 *     bucket      a second of it, later two, four, ...: visitors and signups by group
 * </pre>
 */
package dev.buttoncolor.store.runs;
