package dev.buttoncolor.web.ops;

import static java.util.Comparator.comparing;

import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.statsig.forward.Forwarder;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.EventStore.Health;
import dev.buttoncolor.store.database.OutboxTable.Contents;
import dev.buttoncolor.web.http.Answers;
import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code /ready}: 503 if a check has failed, otherwise 200; each check with its reason. It checks
 * whether visitors can be served here, by assigning and writing. The state of the experiment does
 * not matter: visitors are also served before its start and after its end. Safe for use by many
 * threads.
 */
public final class Readiness extends PageServlet {

  public static final String PATH = "/ready";

  private record Check(Health state, String detail) {}

  private record Ready(boolean ready, Health state, Map<String, Check> checks) {}

  private final transient Map<String, Supplier<Check>> checks = new LinkedHashMap<>();
  private final transient Supplier<Optional<String>> misconfiguration;
  private volatile boolean draining;

  public Readiness(
      Supplier<StatsigClient.Status> statsig,
      EventStore store,
      Optional<Forwarder> forwarder,
      Supplier<Optional<String>> misconfiguration) {
    this.misconfiguration = misconfiguration;
    checks.put("experiment", () -> assigns(statsig.get()));
    checks.put("store", () -> writes(store.check()));
    forwarder.ifPresent(
        present ->
            checks.put("outbox", () -> forwards(present.problem(), store.outbox().contents())));
  }

  /** From now on reports that no visitor should be sent here; those who come are served. */
  public void drain() {
    draining = true;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Check> made = check();
    Health worst = worst(made);
    boolean ready = worst != Health.FAILED;
    if (!ready) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    Answers.json(response, new Ready(ready, worst, made));
  }

  Health state() {
    return worst(check());
  }

  private Map<String, Check> check() {
    Map<String, Check> made = new LinkedHashMap<>();
    if (draining) {
      made.put("stop", new Check(Health.FAILED, "this instance is about to stop"));
    }
    checks.forEach((name, check) -> made.put(name, check.get()));
    misconfiguration
        .get()
        .ifPresent(wrong -> made.put("visits", new Check(Health.DEGRADED, wrong)));
    return made;
  }

  private static Health worst(Map<String, Check> checks) {
    return Collections.max(checks.values(), comparing(Check::state)).state();
  }

  private static Check assigns(StatsigClient.Status status) {
    String degraded = String.join("; ", status.degraded());
    if (degraded.isEmpty()) {
      return new Check(status.ready() ? Health.OK : Health.FAILED, status.detail());
    }
    return status.ready()
        ? new Check(Health.DEGRADED, degraded + "; " + status.detail())
        : new Check(Health.FAILED, status.detail() + "; " + degraded);
  }

  private static Check writes(EventStore.Status status) {
    return new Check(
        status.health(),
        "%s; %d waiting, %d dropped"
            .formatted(status.detail(), status.waiting(), status.dropped()));
  }

  /** An outage of Statsig loses no event, so it does not make this instance unready. */
  private static Check forwards(Optional<String> problem, Contents outbox) {
    boolean well = problem.isEmpty() && outbox.deadLetters() == 0;
    return new Check(
        well ? Health.OK : Health.DEGRADED,
        "%s; %d events waiting, %d dead letters, %d dropped"
            .formatted(
                problem.orElse("events go to Statsig"),
                outbox.events(),
                outbox.deadLetters(),
                outbox.dropped()));
  }
}
