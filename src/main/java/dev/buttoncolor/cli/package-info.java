/**
 * The command line: the commands, those on the store in one class, and what ends the process with a
 * sentence instead of a trace. {@code serve} starts what {@code Main} hands in.
 */
package dev.buttoncolor.cli;
