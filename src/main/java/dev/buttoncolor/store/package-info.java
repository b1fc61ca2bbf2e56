/**
 * What happened, on disk: the runs of the experiment, each visitor's first exposure and first
 * signup, what was excluded, and how the counts grew. {@link dev.buttoncolor.store.EventStore}
 * holds the guarantees, {@link dev.buttoncolor.store.VisitorRow} decides what counts, and {@link
 * dev.buttoncolor.store.EventDatabase} is what a kind of database has to do for it. Imports {@code
 * experiment} (what happens), {@code analysis} (what counts and running minima are) and {@code
 * sqlite}; nothing of the web.
 */
package dev.buttoncolor.store;
