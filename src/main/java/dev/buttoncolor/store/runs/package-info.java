/**
 * The runs of an experiment: how they begin and end, their groups and shares, and what changed in
 * them. {@link dev.buttoncolor.store.runs.RunTable} keeps them, {@link
 * dev.buttoncolor.store.runs.Observation} makes a spec document part of them. Imports {@code
 * experiment}, {@code analysis} (what a design is) and {@code store.database}.
 */
package dev.buttoncolor.store.runs;
