/**
 * Who a visitor is, which group they are in, and the one service that pages call: {@link
 * dev.buttoncolor.experiment.Experiment} exposes, signs up, previews and excludes. What it needs
 * from below it declares itself: an {@link dev.buttoncolor.experiment.Assigner}, which is Statsig's
 * SDK, and an {@link dev.buttoncolor.experiment.EventLog}, which is the store.
 */
package dev.buttoncolor.experiment;
