/**
 * The command line: the commands, those on the store in one class, and what ends the process with a
 * sentence instead of a trace. Imports {@code analysis}, {@code config}, {@code experiment}, {@code
 * results} for its CSV, {@code simulate}, and {@code store} with {@code store.database} and {@code
 * store.runs}; {@code serve} starts what {@code Main} hands in.
 */
package dev.buttoncolor.cli;
