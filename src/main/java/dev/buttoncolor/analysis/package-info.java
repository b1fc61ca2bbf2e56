/**
 * What may be concluded from the counts of an experiment: pure statistics. Imports the JDK and
 * Apache Commons' distributions, special functions and root finder, and nothing else of this
 * program; has no clock, no database, no network.
 */
package dev.buttoncolor.analysis;
