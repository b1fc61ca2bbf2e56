/**
 * Simulated visitors who sign up at known rates, so that what the results page says can be compared
 * with the truth. They use the program over HTTP alone, so nothing here imports the rest of it.
 */
package dev.buttoncolor.simulate;
