package dev.buttoncolor.web.ops;

import dev.buttoncolor.statsig.StatsigClient;
import dev.buttoncolor.statsig.StatsigStatus;
import dev.buttoncolor.statsig.relay.Relay;
import dev.buttoncolor.statsig.relay.RelayStatus;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreHealth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What has to work before visitors are sent here, found out by doing it. */
public final class Readiness {

  private Readiness() {}

  /** The checks by name, in the order in which they are made. */
  public static Map<String, Supplier<Check>> checks(
      StatsigClient statsig, EventStore store, Optional<Relay> relay) {
    Map<String, Supplier<Check>> checks = new LinkedHashMap<>();
    checks.put("experiment", () -> assigns(statsig));
    checks.put("store", () -> writes(store));
    relay.ifPresent(present -> checks.put("relay", () -> forwards(present)));
    return checks;
  }

  /** Whether visitors can be served; what is only less than it should be is told beside it. */
  private static Check assigns(StatsigClient statsig) {
    StatsigStatus status = statsig.status();
    String degraded =
        status.degraded().isEmpty() ? "" : "; degraded: " + String.join("; ", status.degraded());
    return new Check(status.ready(), status.detail() + degraded);
  }

  private static Check writes(EventStore store) {
    StoreHealth health = store.check();
    return new Check(
        health.isReady(),
        "%s%s; %d waiting, %d dropped"
            .formatted(
                health.status() == StoreHealth.Status.DEGRADED ? "degraded: " : "",
                health.detail(),
                health.waiting(),
                health.dropped()));
  }

  /** Events wait for Statsig in safety, so an outage does not keep visitors away: it is told. */
  private static Check forwards(Relay relay) {
    RelayStatus status = relay.status();
    return new Check(
        true,
        "%s; %d batches waiting, %d dead letters, %d dropped"
            .formatted(
                status.lastError().orElse("forwards events to Statsig"),
                status.waiting(),
                status.deadLetters(),
                status.dropped()));
  }
}
