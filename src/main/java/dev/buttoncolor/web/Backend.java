package dev.buttoncolor.web;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.web.landing.RecentVisits;
import dev.buttoncolor.web.landing.VisitorReader;
import dev.buttoncolor.web.ops.Metrics;
import dev.buttoncolor.web.ops.Readiness;

/**
 * The parts of the program that stand behind the pages.
 *
 * @param signupEvent the name of the event that a signup logs, to be shown
 */
public record Backend(
    Experiment experiment,
    EventStore store,
    VisitorReader visitors,
    RecentVisits recentVisits,
    String signupEvent,
    Readiness readiness,
    Metrics metrics) {}
