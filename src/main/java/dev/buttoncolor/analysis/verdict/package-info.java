/**
 * What may be concluded from the statistics. {@link dev.buttoncolor.analysis.verdict.Results#of}
 * takes a design, counts and the running minima of earlier looks, and says who is ahead, how
 * surely, and whether the numbers can be trusted at all. {@link
 * dev.buttoncolor.analysis.verdict.Peeking} shows by simulation what the rule is worth.
 *
 * <p>Pure like {@code analysis}, and the only room that it imports.
 */
package dev.buttoncolor.analysis.verdict;
