/**
 * What may be concluded from the counts of an experiment. {@link
 * dev.buttoncolor.analysis.Results#of} takes a design, counts and the running minima of earlier
 * looks, and says who is ahead, how surely, and whether the numbers can be trusted at all.
 *
 * <p>Results are watched live, so every figure that decides something is valid at every look: the
 * sequence of a difference ({@link dev.buttoncolor.analysis.MixtureSequence}) and the test of the
 * groups' sizes ({@link dev.buttoncolor.analysis.SampleRatio}), each as its {@linkplain
 * dev.buttoncolor.analysis.RunningMinima running minimum}. The everyday figures stand beside them
 * to describe, never to decide.
 *
 * <p>Pure: no clock, no database, no network, and no randomness but what a seed gives ({@link
 * dev.buttoncolor.analysis.Peeking}). The same counts give the same words, so that every number on
 * the page can be recomputed by hand. No cost grows with the number of visitors. Imports the JDK
 * and Apache Commons' distributions and special functions, and nothing else of this program.
 */
package dev.buttoncolor.analysis;
