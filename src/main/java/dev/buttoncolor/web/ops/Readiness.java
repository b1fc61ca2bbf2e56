package dev.buttoncolor.web.ops;

import dev.buttoncolor.experiment.Assigner;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.statsig.relay.Relay;
import dev.buttoncolor.statsig.relay.RelayStatus;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.StoreHealth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What has to work before visitors are sent here, found out by doing it. */
public final class Readiness {

  private Readiness() {}

  /** The checks by name, in the order in which they are made. */
  public static Map<String, Supplier<Check>> checks(
      Assigner assigner, EventStore store, Optional<Relay> relay) {
    Map<String, Supplier<Check>> checks = new LinkedHashMap<>();
    checks.put("experiment", () -> assigns(assigner));
    checks.put("store", () -> writes(store));
    relay.ifPresent(present -> checks.put("relay", () -> forwards(present)));
    return checks;
  }

  /** Whether a known group comes out for somebody; an experiment may well leave out most. */
  private static Check assigns(Assigner assigner) {
    List<String> groups =
        assigner.spec().map(ExperimentSpec::groups).orElse(List.of()).stream()
            .map(Group::name)
            .toList();
    String reason = "nobody was asked";
    for (int i = 0; i < 100; i++) {
      Assignment assignment = assigner.assign(new VisitorId("readiness-" + i));
      reason = assignment.reason();
      Optional<String> group = assignment.group().filter(groups::contains);
      if (group.isPresent()) {
        return new Check(true, "assigns to " + String.join(", ", groups) + ": " + reason);
      }
    }
    return new Check(false, "assigns nobody to a group: " + reason);
  }

  private static Check writes(EventStore store) {
    StoreHealth health = store.check();
    return new Check(
        health.isReady(),
        "%s; %d waiting, %d dropped"
            .formatted(health.detail(), health.waiting(), health.dropped()));
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
