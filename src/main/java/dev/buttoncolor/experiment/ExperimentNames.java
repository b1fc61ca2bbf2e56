package dev.buttoncolor.experiment;

/** What the experiment, its parameters and its event are called in Statsig's console. */
public record ExperimentNames(
    String experiment, String colorParameter, String paragraphParameter, String signupEvent) {}
