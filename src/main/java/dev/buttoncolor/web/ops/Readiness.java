package dev.buttoncolor.web.ops;

import dev.buttoncolor.statsig.StatsigStatus;
import dev.buttoncolor.statsig.relay.Relay;
import dev.buttoncolor.statsig.relay.RelayStatus;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks whether visitors can be served here, by assigning and writing. The state of the experiment
 * does not matter: visitors are also served before its start and after its end. Safe for use by
 * many threads.
 */
public final class Readiness {

  private final Map<String, Supplier<Check>> checks = new LinkedHashMap<>();
  private volatile boolean draining;

  /**
   * @param statsig tells how the assigning of visitors is doing
   * @param relay what forwards events to Statsig in live mode
   */
  public Readiness(Supplier<StatsigStatus> statsig, EventStore store, Optional<Relay> relay) {
    checks.put("experiment", () -> assigns(statsig.get()));
    checks.put("store", () -> writes(store.check()));
    relay.ifPresent(present -> checks.put("relay", () -> forwards(present.status())));
  }

  /** From now on reports that no visitor should be sent here; those who come are served. */
  public void drain() {
    draining = true;
  }

  /** Makes every check; the results by name. */
  Map<String, Check> checks() {
    Map<String, Check> made = new LinkedHashMap<>();
    if (draining) {
      made.put("stop", Check.failed("this instance is about to stop"));
    }
    checks.forEach((name, check) -> made.put(name, check.get()));
    return made;
  }

  private static Check assigns(StatsigStatus status) {
    String degraded = String.join("; ", status.degraded());
    if (!status.ready()) {
      return Check.failed(degraded.isEmpty() ? status.detail() : status.detail() + "; " + degraded);
    }
    return degraded.isEmpty()
        ? Check.ok(status.detail())
        : Check.degraded(degraded + "; " + status.detail());
  }

  private static Check writes(StoreStatus status) {
    String detail =
        "%s; %d waiting, %d dropped".formatted(status.detail(), status.waiting(), status.dropped());
    return switch (status.health()) {
      case WORKING -> Check.ok(detail);
      case DEGRADED -> Check.degraded(detail);
      case FAILING -> Check.failed(detail);
    };
  }

  /** An outage of Statsig loses no event, so it does not make this instance unready. */
  private static Check forwards(RelayStatus status) {
    String detail =
        "%s; %d batches waiting, %d dead letters, %d dropped"
            .formatted(
                status.lastError().orElse("forwards events to Statsig"),
                status.waiting(),
                status.deadLetters(),
                status.dropped());
    return status.lastError().isPresent() || status.keyRefused()
        ? Check.degraded(detail)
        : Check.ok(detail);
  }
}
