package dev.buttoncolor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.buttoncolor.statsig.Documents;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.HttpsProxy;
import dev.buttoncolor.support.Polling;
import dev.buttoncolor.support.ReceivedRequests.Event;
import dev.buttoncolor.support.RunningProgram;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a key and nothing else the program asks Statsig's documented hosts, and them alone. */
@Timeout(180)
class StatsigHostsIT {

  private static final String KEY = "secret-and-nothing-else";
  private static final String LISTS = "idliststorage.blob.core.windows.net";

  @TempDir private Path folder;

  /** Id lists are asked for where Statsig says that it keeps them, by HTTPS and without key. */
  @Test
  void withAKeyAloneTheDocumentedHostsAreAskedAndNoOther() throws Exception {
    try (FakeStatsig specs =
            FakeStatsig.start(KEY, Documents.asking("right", "elsewhere", "plain"));
        FakeStatsig events = FakeStatsig.start(KEY);
        FakeStatsig lists = FakeStatsig.start(KEY);
        HttpsProxy proxy =
            HttpsProxy.start(
                folder,
                Map.of(
                    "api.statsigcdn.com",
                    specs.uri(),
                    "statsigapi.net",
                    events.uri(),
                    LISTS,
                    lists.uri(),
                    "example.org",
                    lists.uri()))) {
      Map<String, String> addresses =
          Map.of(
              "right", "https://" + LISTS + "/v1/a",
              "elsewhere", "https://example.org/v1/b",
              "plain", "http://" + LISTS + "/v1/c");
      specs.serve("/v1/get_id_lists/" + KEY + ".json", Documents.index(addresses));
      lists.serve("/v1/a", "+P6mHSTyj\n");
      Map<String, String> environment =
          Map.of("STATSIG_API_KEY", KEY, "JDK_JAVA_OPTIONS", proxy.jvmOptions());
      try (RunningProgram program = RunningProgram.ofJar(folder, environment)) {
        JsonObject landing = json(program, "/?random");
        String visitor = landing.get("visitor").getAsString();
        assertEquals("NETWORK", landing.get("reason").getAsString());
        assertTrue(landing.get("counted").getAsBoolean(), landing::toString);
        assertTrue(json(program, "/signup?random=" + visitor).get("counted").getAsBoolean());
        Event exposure = events.received().awaitEvent("statsig::config_exposure", visitor);
        assertEquals("button_color_v3", exposure.experiment());
        assertEquals(KEY, exposure.request().headers().get("STATSIG-API-KEY"));
        events.received().awaitEvent("visited_signup", visitor);

        String missing = "the id list \\\"%s\\\" could not be had (it is at %s:";
        String elsewhere = missing.formatted("elsewhere", "https://example.org");
        // A start waits 2 s for the index of the lists, and the SDK asks again after a minute.
        Polling.until(() -> program.get("/ready").body().contains(elsewhere));
        String ready = program.get("/ready").body();
        assertTrue(ready.contains(missing.formatted("plain", "http://" + LISTS)), ready);
        Polling.until(() -> program.get("/?random=olga").body().contains("set by hand"));
      }
      assertEquals(
          Set.of("/v1/download_config_specs/" + KEY + ".json", "/v1/get_id_lists/" + KEY + ".json"),
          specs.received().paths());
      assertEquals(Set.of("/v1/log_event"), events.received().paths());
      assertEquals(Set.of("/v1/a"), lists.received().paths());
      assertTrue(
          lists.received().requestsTo("/v1/a").stream()
              .noneMatch(request -> request.headers().containsValue(KEY)));
      assertEquals(Set.of(), proxy.refused());
    }
  }

  @Test
  void withAnAddressOfItsOwnNothingElseIsAskedWhateverFails() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start(KEY);
        HttpsProxy proxy = HttpsProxy.start(folder, Map.of("localhost", statsig.uri()))) {
      Map<String, String> environment = new HashMap<>(statsig.settings());
      environment.put("JDK_JAVA_OPTIONS", proxy.jvmOptions());
      try (RunningProgram program = RunningProgram.ofJar(folder, environment)) {
        assertTrue(json(program, "/?random=ada").get("counted").getAsBoolean());
        statsig.serve("{\"dynamic_configs\": [7]}");
        Polling.until(
            () -> program.get("/ready").body().contains("Statsig sent specs that cannot be used"),
            () -> program.get("/ready").body());
        statsig.answer(400);
        assertTrue(json(program, "/?random=bob").get("counted").getAsBoolean());
        program.stop();
      }
      assertEquals(Set.of(), proxy.refused());
    }
  }

  private static JsonObject json(RunningProgram program, String path) {
    return JsonParser.parseString(program.get(path).body()).getAsJsonObject();
  }
}
