package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.buttoncolor.experiment.VisitorId;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private List<String> visitors() {
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

  /** The SDK, which would flush a thousand events by itself, takes none away meanwhile. */
  @Test
  void allThatWasLoggedBeforeACollectIsInItInOrder() throws Exception {
    Queue<String> logged = new ConcurrentLinkedQueue<>();
    List<Thread> threads =
        Stream.of("ada", "bob", "eve")
            .map(name -> new Thread(() -> logMany(name, logged), name))
            .toList();
    threads.forEach(Thread::start);
    List<String> collected = new ArrayList<>();
    boolean ended = false;
    while (!ended) {
      ended = threads.stream().noneMatch(Thread::isAlive);
      List<String> before = List.copyOf(logged);
      List<String> visitors = visitors();
      events.committed(visitors.size());
      collected.addAll(visitors);
      assertTrue(new HashSet<>(collected).containsAll(before));
    }
    for (Thread thread : threads) {
      String name = thread.getName();
      assertEquals(
          IntStream.range(0, 3_000).mapToObj(i -> name + i).toList(),
          collected.stream().filter(visitor -> visitor.startsWith(name)).toList());
    }
  }

  private void logMany(String name, Queue<String> logged) {
    for (int i = 0; i < 3_000; i++) {
      log(name + i);
      logged.add(name + i);
    }
  }
}
