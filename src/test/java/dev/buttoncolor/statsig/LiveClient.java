package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.ReceivedRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A client in live mode with a Statsig to talk to, which it asks for specs without a pause. */
final class LiveClient implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final FakeStatsig statsig;
  private final StatsigClient client;

  private LiveClient(FakeStatsig statsig, StatsigClient client) {
    this.statsig = statsig;
    this.client = client;
  }

  /** Starts one that keeps its specs in the folder. */
  static LiveClient start(FakeStatsig statsig, Path folder) throws Exception {
    String key = statsig.settings().get("STATSIG_API_KEY");
    return new LiveClient(
        statsig,
        StatsigClient.live(
            Documents.NAMES,
            new StatsigAccess(key, Optional.of(statsig.uri()), Optional.empty()),
            new SpecsCache(folder.resolve("specs.json"), key),
            INTERVAL));
  }

  StatsigClient client() {
    return client;
  }

  Assignment assign(String visitor) {
    return client.assign(new VisitorId(visitor));
  }

  /** Blocks until the status is as wanted. */
  void await(Predicate<StatsigClient.Status> wanted) {
    Polling.until(() -> wanted.test(client.status()), client::status);
  }

  /** The stack traces that the SDK posted. */
  List<ReceivedRequests.Request> stackTraces() {
    return statsig.received().requestsTo("/v1/sdk_exception");
  }

  @Override
  public void close() {
    client.close();
  }
}
