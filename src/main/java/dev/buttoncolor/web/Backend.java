package dev.buttoncolor.web;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.web.landing.RecentVisits;
import dev.buttoncolor.web.landing.VisitorReader;
import dev.buttoncolor.web.ops.Readiness;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * The parts of the program that stand behind the pages.
 *
 * @param experiment assigns the visitors and records what they do
 * @param store holds what is to be shown as results
 * @param visitors tells who makes a request
 * @param recentVisits what the last visits show
 * @param signupEvent the name of the event that a signup logs, to be shown
 * @param readiness what {@code /ready} tells
 * @param registry what {@code /metrics} shows
 */
public record Backend(
    Experiment experiment,
    EventStore store,
    VisitorReader visitors,
    RecentVisits recentVisits,
    String signupEvent,
    Readiness readiness,
    PrometheusRegistry registry) {}
