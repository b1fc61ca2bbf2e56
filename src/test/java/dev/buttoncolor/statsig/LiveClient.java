package dev.buttoncolor.statsig;

import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.Polling;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** A client in live mode with a Statsig to talk to, which it asks for specs without a pause. */
record LiveClient(StatsigClient client) implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(20);

  static LiveClient start(FakeStatsig statsig, Path folder) throws Exception {
    return start(statsig.settings().get("STATSIG_API_KEY"), statsig.uri(), folder);
  }

  static LiveClient start(String key, URI statsig, Path folder) throws Exception {
    return new LiveClient(
        StatsigClient.live(
            Documents.NAMES,
            new StatsigAccess(key, Optional.of(statsig), Optional.empty()),
            folder.resolve("specs.json"),
            INTERVAL));
  }

  Assignment assign(String visitor) {
    return client.assign(new VisitorId(visitor));
  }

  void await(Predicate<StatsigClient.Status> wanted) {
    Polling.until(() -> wanted.test(client.status()), client::status);
  }

  @Override
  public void close() {
    client.close();
  }
}
