package dev.buttoncolor.web;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.store.EventStore;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the pages are made of.
 *
 * @param experiment assigns the visitors
 * @param store counts what is served
 * @param visitorKey turns an address into a visitor's id
 * @param proxies whose word on a client's address is taken
 * @param signupEvent the name of the event that a signup logs, to be shown
 * @param readiness what {@code /ready} checks, by name
 */
public record Site(
    Experiment experiment,
    EventStore store,
    VisitorKey visitorKey,
    TrustedProxies proxies,
    String signupEvent,
    Map<String, Supplier<Check>> readiness) {}
