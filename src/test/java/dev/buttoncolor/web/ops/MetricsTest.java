package dev.buttoncolor.web.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus collects after traffic that is known. */
class MetricsTest {

  private static final String KEY = "secret-of-this-metrics-test";

  @TempDir private Path folder;

  @Test
  void metricsAgreeWithWhatHappened() throws Exception {
    try (RunningApp app = RunningApp.in(folder)) {
      String group = app.text("/?random=alice", "group");
      app.get("/?random=alice");
      app.get("/signup?random=alice");
      app.get("/signup?random=nobody");
      app.get("/?variant=Green");
      app.send("HEAD", "/?random=alice");
      Map<String, Double> metrics = metricsOf(app);

      String label = "{group=\"%s\"}".formatted(group);
      assertEquals(1, metrics.get("experiment_visitors_total" + label));
      assertEquals(1, metrics.get("experiment_signups_total" + label));
      assertEquals(3, metrics.get("experiment_evaluations_total{reason=\"BOOTSTRAP\"}"));
      assertEquals(1, metrics.get("experiment_exclusions_total{kind=\"preview\"}"));
      assertEquals(1, metrics.get("experiment_exclusions_total{kind=\"head\"}"));
      assertEquals(1, metrics.get("experiment_exclusions_total{kind=\"signupWithoutExposure\"}"));
      assertEquals(0, metrics.get("store_queue_events"));
      assertEquals(0, metrics.get("store_dropped_events_total"));
      assertTrue(metrics.get("store_commit_seconds_count") >= 2, metrics::toString);
      assertTrue(metrics.get("store_commit_seconds_sum") > 0, metrics::toString);
      assertEquals(4, metrics.get("http_request_seconds_count{page=\"/\"}"));
      assertEquals(2, metrics.get("http_request_seconds_bucket{page=\"/signup\",le=\"+Inf\"}"));
    }
  }

  @Test
  void whatIsOnItsWayToStatsigIsWatchedInLiveMode() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start(KEY, Specs.standard());
        RunningApp app = RunningApp.in(folder, statsig.settings())) {
      statsig.answer(503);
      app.get("/?random=alice");
      app.get("/signup?random=alice");
      Map<String, Double> metrics = metricsOf(app);

      assertEquals(2, metrics.get("outbox_events"));
      assertTrue(metrics.get("outbox_bytes") > 400, metrics::toString);
      assertTrue(metrics.get("outbox_oldest_seconds") < 60, metrics::toString);
      assertEquals(0, metrics.get("outbox_dead_letters"));
      assertEquals(0, metrics.get("outbox_dropped_events_total"));
    }
  }

  /** Every sample by its name and labels; a line that is none has no number and fails. */
  private static Map<String, Double> metricsOf(RunningApp app) {
    app.get("/ready"); // its write is committed behind everything that came before it
    return app.get("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("# HELP ") && !line.startsWith("# TYPE "))
        .map(line -> line.split(" (?=[^ ]+$)", 2))
        .collect(Collectors.toMap(sample -> sample[0], sample -> Double.valueOf(sample[1])));
  }
}
