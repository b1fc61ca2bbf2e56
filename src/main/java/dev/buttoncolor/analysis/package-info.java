/**
 * The statistics of an experiment: what is compared ({@link dev.buttoncolor.analysis.Design}), the
 * counts of its groups, and the formulas over them, each with its source.
 *
 * <p>Results are watched live, so every figure that decides something is valid at every look. A
 * pair of groups is tested in two parts ({@link dev.buttoncolor.analysis.PairTest}): {@linkplain
 * dev.buttoncolor.analysis.MixtureSequence watching}, by its smallest p so far ({@link
 * dev.buttoncolor.analysis.Evidence}), and one planned look. So are the groups' sizes ({@link
 * dev.buttoncolor.analysis.SampleRatio}). The everyday figures stand beside them to describe, never
 * to decide.
 *
 * <p>Pure: no clock, no files, no database, no network, and no randomness but what a seed gives.
 * The same counts give the same results, so that every number on the page can be recomputed by
 * hand. No cost grows with the number of visitors. What the figures add up to is decided in {@code
 * results}.
 */
package dev.buttoncolor.analysis;
