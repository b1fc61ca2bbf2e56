package dev.buttoncolor.web.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus collects after traffic that is known. */
class MetricsTest {

  private static final String STANDARD =
      "process_cpu_seconds_total process_open_fds process_resident_memory_bytes"
          + " jvm_memory_used_bytes jvm_gc_collection_seconds jvm_threads_current"
          + " button_color_build_info";

  @TempDir private Path folder;

  @Test
  void metricsAgreeWithWhatHappened() throws Exception {
    try (RunningApp app = RunningApp.in(folder)) {
      app.get("/?random=alice"); // in group Orange
      app.get("/?random=alice");
      app.get("/signup?random=alice");
      app.get("/signup?random=nobody");
      app.get("/?variant=Green");
      app.send("HEAD", "/?random=alice");
      app.send("DELETE", "/nowhere");

      assertSamples(
          app,
          """
          exposures_total{group="Orange"} 2.0
          signups_total{outcome="conversion"} 1.0
          signups_total{outcome="without_exposure"} 1.0
          evaluations_total{reason="BOOTSTRAP"} 3.0
          exclusions_total{kind="preview"} 1.0
          exclusions_total{kind="head"} 1.0
          store_queue_events 0.0
          store_dropped_events_total 0.0
          ready 1.0
          degraded 0.0
          http_requests_total{method="GET",page="/",status="2xx"} 3.0
          http_requests_total{method="HEAD",page="/",status="2xx"} 1.0
          http_requests_total{method="other",page="other",status="4xx"} 1.0
          http_request_duration_seconds_count{page="/"} 4
          http_request_duration_seconds_count{page="/signup"} 2
          """);
      assertTrue(sample(app, "store_commit_seconds_count") >= 2);
      assertTrue(sample(app, "store_commit_seconds_sum") > 0);
    }
  }

  @Test
  void whatIsOnItsWayToStatsigIsWatchedInLiveMode() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start("secret-of-this-test", Specs.standard());
        RunningApp app = RunningApp.in(folder, statsig.settings())) {
      statsig.answer(503);
      app.get("/?random=alice");
      app.get("/signup?random=alice");

      assertSamples(
          app,
          """
          outbox_events 2.0
          outbox_dead_letters 0.0
          outbox_dropped_events 0.0
          """);
      assertTrue(sample(app, "outbox_bytes") > 400);
      assertTrue(sample(app, "outbox_oldest_event_age_seconds") < 60);
      String metrics = app.get("/metrics").body();
      for (String name : STANDARD.split(" ")) {
        assertTrue(metrics.contains("# TYPE " + name + " "), name);
      }
    }
  }

  private static void assertSamples(RunningApp app, String expected) {
    List<String> samples = samples(app);
    assertEquals(
        List.of(),
        expected.lines().filter(line -> !samples.contains(line)).toList(),
        samples::toString);
  }

  private static double sample(RunningApp app, String name) {
    return samples(app).stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  private static List<String> samples(RunningApp app) {
    app.get("/ready"); // its write is committed behind everything that came before it
    return app.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("button_color_"))
        .map(line -> line.substring("button_color_".length()))
        .toList();
  }
}
