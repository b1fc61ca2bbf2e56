/**
 * What the program costs, beside the server it runs on. Servers run as processes of their own, each
 * with the same flags; all figures of a table come from one run, its rounds interleaved, so that
 * what else the machine does falls on all rows alike.
 *
 * <p>A tool for people: nothing here passes or fails on a time.
 */
package dev.buttoncolor.bench;
