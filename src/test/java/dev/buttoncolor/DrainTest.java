package dev.buttoncolor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.RunningApp;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop that a load balancer is told of first. */
class DrainTest {

  @TempDir private Path folder;

  @Test
  void visitorsAreServedWhileTheBalancerIsToldToLookAway() throws Exception {
    RunningApp app = RunningApp.in(folder, Map.of("DRAIN_SECONDS", "3600"));
    assertEquals(200, app.get("/ready").statusCode());
    Thread stop = new Thread(app::close, "stop");
    stop.start();
    Polling.until(() -> app.get("/ready").statusCode() == 503);

    assertTrue(app.get("/ready").body().contains("about to stop"));
    assertTrue(app.json("/?random=late").get("counted").getAsBoolean());
    assertTrue(app.json("/signup?random=late").get("counted").getAsBoolean());
    assertEquals(200, app.get("/health").statusCode());

    stop.interrupt(); // rather than wait for an hour
    stop.join();
  }
}
