/**
 * Who a visitor is and which group they are in. {@link dev.buttoncolor.experiment.Experiment} is
 * what the rest of the program knows of Statsig; {@code StatsigExperiment} is the only file that
 * imports its SDK, so that a move to another one stays one file. Imports nothing else of this
 * program.
 */
package dev.buttoncolor.experiment;
