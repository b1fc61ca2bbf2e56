/**
 * What may be concluded from the counts so far. {@link dev.buttoncolor.results.Analysis} takes an
 * experiment's plan and its counts and says who is ahead, how surely, and whether the numbers can
 * be trusted at all; {@link dev.buttoncolor.results.ResultsDocument} and {@link
 * dev.buttoncolor.results.ResultsCsv} give that a shape to publish.
 *
 * <p>Results are watched live, so every figure that decides something is valid at any time, however
 * often somebody looks: the confidence sequence of a difference ({@link
 * dev.buttoncolor.results.ConfidenceSequence}) and the sequential test of the groups' sizes ({@link
 * dev.buttoncolor.results.SampleRatio}), each as its {@linkplain dev.buttoncolor.results.SmallestP
 * smallest p-value so far}. The everyday figures stand beside them to describe, never to decide.
 *
 * <p>Pure: no clock, no database, no network, no randomness. The same counts give the same words,
 * so that every number on the page can be reproduced by hand. No cost grows with the number of
 * visitors. Imports the JDK and the special functions of Apache Commons only, and nothing else of
 * this program.
 */
package dev.buttoncolor.results;
