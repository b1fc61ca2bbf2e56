package dev.buttoncolor.web;

import dev.buttoncolor.experiment.Experiment;
import dev.buttoncolor.experiment.VisitorKey;
import dev.buttoncolor.results.Design;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.web.landing.TrustedProxies;
import dev.buttoncolor.web.ops.Check;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the pages are made of.
 *
 * @param experiment assigns the visitors
 * @param store counts what is served
 * @param visitorKey turns an address into a visitor's id
 * @param proxies whose word on a client's address is taken
 * @param experimentName the name of the experiment, to be shown
 * @param signupEvent the name of the event that a signup logs, to be shown
 * @param mode where the groups come from: {@code embedded} or {@code live}
 * @param design what is compared with what; empty while the groups are not known
 * @param readiness what {@code /ready} checks, by name
 * @param registry what {@code /metrics} shows
 */
public record Site(
    Experiment experiment,
    EventStore store,
    VisitorKey visitorKey,
    TrustedProxies proxies,
    String experimentName,
    String signupEvent,
    String mode,
    Supplier<Optional<Design>> design,
    Map<String, Supplier<Check>> readiness,
    PrometheusRegistry registry) {}
