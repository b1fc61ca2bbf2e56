/**
 * The command line: one class for each command, and what ends the process with a sentence instead
 * of a trace. May import {@code analysis}, {@code config}, {@code experiment}, {@code simulate} and
 * {@code store}; {@code serve} starts what {@code Main} hands in.
 */
package dev.buttoncolor.cli;
