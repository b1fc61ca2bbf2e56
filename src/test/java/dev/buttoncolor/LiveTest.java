package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.cli.StartException;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.ReceivedRequests.Event;
import dev.buttoncolor.support.RunningApp;
import dev.buttoncolor.support.Specs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The same program with a Statsig to talk to. */
@Execution(ExecutionMode.CONCURRENT)
class LiveTest {

  private static final String KEY = "secret-of-this-live-test";

  @TempDir private Path folder;
  private FakeStatsig statsig;

  @BeforeEach
  void start() throws IOException {
    statsig = FakeStatsig.start(KEY, Specs.standard());
  }

  @AfterEach
  void stop() {
    statsig.close();
  }

  @Test
  void whatIsNotCountedDoesNotReachStatsig() throws Exception {
    try (RunningApp app = live()) {
      app.send("HEAD", "/?random=alice");
      app.get("/?random=alice", "Sec-Purpose", "prefetch");
      app.get("/?random=alice&variant=Green");
      app.get("/signup?random=alice&variant=Green");
      app.get("/ready");
      app.get("/?random=bob");
    }
    statsig.received().awaitEvent("statsig::config_exposure", "bob");
    assertEquals(List.of("bob"), statsig.received().events().stream().map(Event::userId).toList());
  }

  @Test
  void whatStandsInTheWayOfTheExperimentIsToldOnTheResultsPage() throws Exception {
    statsig.serve(Specs.withEvery("Button Color", "oklch(red)"));
    try (RunningApp app = live()) {
      assertEquals(
          "a group of the experiment has no readable color", app.text("/?random=alice", "why"));
      assertEquals("degraded", app.text("/ready", "state"));
      assertTrue(app.get("/results").body().contains("No visitor is in the experiment: the group"));
      assertEquals(0, app.exposures());
    }
    assertEquals(List.of(), statsig.received().events());
  }

  private RunningApp live() throws StartException {
    return RunningApp.in(folder, statsig.settings());
  }
}
