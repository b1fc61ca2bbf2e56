package dev.buttoncolor.experiment;

/**
 * What the experiment, its parameters and its event are called in Statsig's console.
 *
 * @param experiment the experiment
 * @param colorParameter the parameter that holds the button's color
 * @param paragraphParameter the parameter that holds the text above the button
 * @param signupEvent the event that counts as success
 */
public record ExperimentNames(
    String experiment, String colorParameter, String paragraphParameter, String signupEvent) {}
