/**
 * What happened, on disk: first exposures, first signups, what was not counted, and how the counts
 * grew. {@link dev.buttoncolor.store.EventStore} holds the guarantees; {@link
 * dev.buttoncolor.store.RecordingExperiment} puts it behind the experiment. May import {@code
 * experiment} (who a visitor is) and {@code results} (what counts are); nothing of the web.
 */
package dev.buttoncolor.store;
