package dev.buttoncolor.web.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus collects after traffic that is known. */
class MetricsTest {

  private static final Set<String> STANDARD =
      Set.of(
          "process_cpu_seconds_total",
          "process_open_fds",
          "process_resident_memory_bytes",
          "jvm_memory_used_bytes",
          "jvm_gc_collection_seconds",
          "jvm_threads_current",
          "button_color_build_info");

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
      app.send("DELETE", "/nowhere");
      Map<String, Double> metrics = metricsOf(app);

      Map.of(
              "exposures_total{group=\"%s\"}".formatted(group),
              2.0,
              "signups_total{outcome=\"conversion\"}",
              1.0,
              "signups_total{outcome=\"without_exposure\"}",
              1.0,
              "evaluations_total{reason=\"BOOTSTRAP\"}",
              3.0,
              "exclusions_total{kind=\"preview\"}",
              1.0,
              "exclusions_total{kind=\"head\"}",
              1.0,
              "store_queue_events",
              0.0,
              "store_dropped_events_total",
              0.0,
              "ready",
              1.0,
              "degraded",
              0.0)
          .forEach((name, value) -> assertEquals(value, metrics.get("button_color_" + name), name));
      assertTrue(metrics.get("button_color_store_commit_seconds_count") >= 2, metrics::toString);
      assertTrue(metrics.get("button_color_store_commit_seconds_sum") > 0, metrics::toString);
      String requests = "button_color_http_requests_total{method=\"%s\",page=\"%s\",status=\"%s\"}";
      assertEquals(3, metrics.get(requests.formatted("GET", "/", "2xx")));
      assertEquals(1, metrics.get(requests.formatted("HEAD", "/", "2xx")));
      assertEquals(1, metrics.get(requests.formatted("other", "other", "4xx")));
      String seconds = "button_color_http_request_duration_seconds_count{page=\"%s\"}";
      assertEquals(4, metrics.get(seconds.formatted("/")));
      assertEquals(2, metrics.get(seconds.formatted("/signup")));
    }
  }

  /** Each check takes a second if the store hangs. */
  @Test
  void scrapeMakesOneCheckOfReadiness() {
    Readiness readiness = mock();
    when(readiness.state()).thenReturn(Readiness.State.DEGRADED);
    PrometheusRegistry registry = new PrometheusRegistry();
    new Metrics(registry).watch(readiness);

    assertEquals(3, registry.scrape().size(), "these two and the build");
    verify(readiness).state();
  }

  @Test
  void whatIsOnItsWayToStatsigIsWatchedInLiveMode() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start(KEY, Specs.standard());
        RunningApp app = RunningApp.in(folder, statsig.settings())) {
      statsig.answer(503);
      app.get("/?random=alice");
      app.get("/signup?random=alice");
      Map<String, Double> metrics = metricsOf(app);

      assertEquals(2, metrics.get("button_color_outbox_events"));
      assertTrue(metrics.get("button_color_outbox_bytes") > 400, metrics::toString);
      assertTrue(
          metrics.get("button_color_outbox_oldest_event_age_seconds") < 60, metrics::toString);
      assertEquals(0, metrics.get("button_color_outbox_dead_letters"));
      assertEquals(0, metrics.get("button_color_outbox_dropped_events"));
      assertConventions(app.get("/metrics").body());
    }
  }

  /** What {@code promtool check metrics} asks for, and one prefix for all that is ours. */
  private static void assertConventions(String text) {
    Map<String, String> types = words(text, "# TYPE ");
    Map<String, String> helps = words(text, "# HELP ");
    assertEquals(types.keySet(), helps.keySet());
    types.forEach(
        (name, type) -> {
          assertTrue(name.matches("(button_color|jvm|process)(_[a-z0-9]+)+"), name);
          assertEquals(type.equals("counter"), name.endsWith("_total"), name);
          assertFalse(name.matches(".*_(count|sum|bucket|ms|milliseconds|kb|mb|percent)"), name);
          assertFalse(helps.get(name).isBlank(), name);
        });
    assertTrue(types.keySet().containsAll(STANDARD), types::toString);
  }

  /** What stands behind each metric's name in lines that begin like this. */
  private static Map<String, String> words(String text, String begin) {
    return text.lines()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()).split(" ", 2))
        .collect(Collectors.toMap(line -> line[0], line -> line[1]));
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
