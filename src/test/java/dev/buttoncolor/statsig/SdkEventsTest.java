package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.Polling;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the real SDK logs comes out here: all of it, in order, and once. */
@Timeout(60)
class SdkEventsTest {

  private StatsigSdk sdk;
  private SdkEvents events;

  @BeforeEach
  void start() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:9/v1");
    sdk = StatsigSdk.live(new StatsigAccess("secret-x", Optional.of(nobody), Optional.empty()));
    sdk.use(Documents.named("running"));
    events = (SdkEvents) sdk.events();
  }

  @AfterEach
  void stop() {
    sdk.shutdown();
  }

  private void log(String visitor) {
    sdk.log(new VisitorId(visitor), "visited_signup");
  }

  /** Whose events are handed over. */
  private List<String> visitors() throws TimeoutException {
    return events.collect().stream().map(event -> event.visitor().value()).toList();
  }

  @Test
  void eventStaysUntilItIsCommitted() throws Exception {
    log("ada");
    log("bob");
    assertEquals(List.of("ada", "bob"), visitors());
    events.committed(1);
    log("eve");
    assertEquals(List.of("bob", "eve"), visitors());
    events.committed(2);
    assertEquals(List.of(), events.collect());
  }

  @Test
  void jsonIsAscii() throws Exception {
    sdk.log(new VisitorId("ada"), "Anmeldung \u00fcber \ud83d\udfe0");
    String json = events.collect().get(0).json();
    assertTrue(json.chars().allMatch(c -> c >= ' ' && c < 0x7f), json);
    assertEquals(
        "Anmeldung \u00fcber \ud83d\udfe0",
        JsonParser.parseString(json).getAsJsonObject().get("eventName").getAsString());
  }

  @Test
  void noExposureIsSampledAway() throws Exception {
    String sampled =
        Documents.named("running")
            .replace("\"passPercentage\"", "\"samplingRate\": 100, \"passPercentage\"")
            .replace("\"sdk_configs\": {}", "\"sdk_configs\": {\"sampling_mode\": \"on\"}");
    sdk.use(SpecDocument.parse(sampled).orElseThrow().textForSdk());
    List<String> visitors = IntStream.range(0, 50).mapToObj(i -> "visitor-" + i).toList();
    visitors.forEach(v -> sdk.evaluate(new VisitorId(v), "button_color_v3", true));
    assertEquals(visitors, visitors());
  }

  /** While the SDK's own flush is under way, ours has nothing to do, and must not end before it. */
  @Test
  void flushDoesNotEndBeforeAnEarlierOneHasHandedOver() throws Exception {
    List<String> logged = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) { // at so many the SDK begins a flush by itself
      logged.add("visitor-" + i);
    }
    synchronized (events.handedOver) {
      logged.forEach(this::log);
      Polling.until(SdkEventsTest::isFlushHeld);
      log("late");
      assertThrows(TimeoutException.class, events::collect);
      assertThrows(TimeoutException.class, events::collect); // begins no second one meanwhile
      assertEquals(List.of(), events.handedOver);
    }
    logged.add("late");
    assertEquals(logged, visitors());
  }

  private static boolean isFlushHeld() {
    return Thread.getAllStackTraces().entrySet().stream()
        .anyMatch(
            thread ->
                thread.getKey().getState() == Thread.State.BLOCKED
                    && Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getMethodName().equals("logEvents")));
  }
}
