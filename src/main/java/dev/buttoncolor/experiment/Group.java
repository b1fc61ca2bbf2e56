package dev.buttoncolor.experiment;

/** One group of the experiment, with its planned part of all visitors, 0 to 1. */
public record Group(String name, double share, ButtonColor color, String paragraph) {}
