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
import dev.buttoncolor.support.TestAuthority;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a key and nothing else the program asks Statsig's documented hosts, and them alone. */
@Timeout(180)
class StatsigHostsIT {

  private static final String KEY = "secret-and-nothing-else";

  private static final String LISTS = "idliststorage.blob.core.windows.net";

  @TempDir private static Path certificates;
  private static TestAuthority authority;

  @TempDir private Path folder;

  @BeforeAll
  static void certify() throws Exception {
    authority =
        TestAuthority.in(
            certificates,
            "api.statsigcdn.com",
            "statsigapi.net",
            LISTS,
            "example.org",
            "localhost");
  }

  @Test
  void specsGroupsExposuresAndSignupsPassTheTwoHostNames() throws Exception {
    try (FakeStatsig specs = FakeStatsig.start(KEY);
        FakeStatsig events = FakeStatsig.start(KEY);
        HttpsProxy proxy =
            HttpsProxy.start(
                authority,
                Map.of("api.statsigcdn.com", specs.uri(), "statsigapi.net", events.uri()))) {
      Map<String, String> environment =
          Map.of("STATSIG_API_KEY", KEY, "JDK_JAVA_OPTIONS", proxy.jvmOptions());
      String visitor;
      try (RunningProgram program = RunningProgram.ofJar(folder, environment)) {
        JsonObject landing = json(program, "/?random");
        visitor = landing.get("visitor").getAsString();
        assertEquals("NETWORK", landing.get("reason").getAsString());
        assertTrue(landing.get("counted").getAsBoolean(), landing::toString);
        assertTrue(json(program, "/signup?random=" + visitor).get("counted").getAsBoolean());
        assertEquals(200, program.get("/ready").status());
        program.stop();
      }
      // What did not get out before the end gets out after the next start.
      try (RunningProgram program = RunningProgram.ofJar(folder, environment)) {
        Event exposure = events.received().awaitEvent("statsig::config_exposure", visitor);
        assertEquals("button_color_v3", exposure.experiment());
        assertEquals(KEY, exposure.request().headers().get("STATSIG-API-KEY"));
        events.received().awaitEvent("visited_signup", visitor);
        specs.received().awaitRequestTo("/v1/get_id_lists/" + KEY + ".json");
        program.stop();
      }
      assertEquals(
          Set.of("/v1/download_config_specs/" + KEY + ".json", "/v1/get_id_lists/" + KEY + ".json"),
          specs.received().paths());
      assertEquals(Set.of("/v1/log_event"), events.received().paths());
      assertEquals(Set.of(), proxy.refused());
    }
  }

  /**
   * An id list is asked for where Statsig documents that it keeps them, by HTTPS and without key.
   */
  @ParameterizedTest
  @CsvSource({
    "https://idliststorage.blob.core.windows.net, true",
    "https://example.org, false",
    "http://idliststorage.blob.core.windows.net, false"
  })
  void idListIsAskedOfItsDocumentedHostAndNoOther(String host, boolean asked) throws Exception {
    String list =
        "{\"testers\": {\"size\": 10, \"fileID\": \"f\", \"creationTime\": 1, \"url\": \"%s/v1/a\"}}";
    try (FakeStatsig specs = FakeStatsig.start(KEY, asking("testers"));
        FakeStatsig events = FakeStatsig.start(KEY);
        FakeStatsig lists = FakeStatsig.start(KEY);
        HttpsProxy proxy =
            HttpsProxy.start(
                authority,
                Map.of(
                    "api.statsigcdn.com",
                    specs.uri(),
                    "statsigapi.net",
                    events.uri(),
                    LISTS,
                    lists.uri(),
                    "example.org",
                    lists.uri()))) {
      specs.serve("/v1/get_id_lists/" + KEY + ".json", list.formatted(host));
      lists.serve("/v1/a", "+P6mHSTyj\n");
      Map<String, String> environment =
          Map.of("STATSIG_API_KEY", KEY, "JDK_JAVA_OPTIONS", proxy.jvmOptions());
      try (RunningProgram program = RunningProgram.ofJar(folder, environment)) {
        String expected = asked ? "\"state\":\"ok\"" : "so its gate is false for everybody";
        Polling.until(
            () ->
                program.get("/ready").body().contains(expected)); // a list is asked for each minute
        String olga = json(program, "/?random=olga").toString();
        assertEquals(asked, olga.contains("set by hand"), olga);
        program.stop();
      }
      assertEquals(asked ? Set.of("/v1/a") : Set.of(), lists.received().paths());
      assertTrue(
          lists.received().requestsTo("/v1/a").stream()
              .noneMatch(request -> request.headers().containsValue(KEY)));
      assertEquals(Set.of(), proxy.refused());
    }
  }

  /** Olga's group is set by hand, through this list. */
  private static String asking(String list) throws Exception {
    return Documents.named("overridden", 1)
        .replace("[\"olga\"]", "\"" + list + "\"")
        .replaceFirst(
            "\"operator\":\"any\"(,\"field\":\"userID\")", "\"operator\":\"in_segment_list\"$1");
  }

  @Test
  void withAnAddressOfItsOwnNothingElseIsAsked() throws Exception {
    try (FakeStatsig statsig = FakeStatsig.start(KEY);
        HttpsProxy proxy = HttpsProxy.start(authority, Map.of("localhost", statsig.uri()))) {
      Map<String, String> environment = new HashMap<>(statsig.settings());
      environment.put("JDK_JAVA_OPTIONS", proxy.jvmOptions());
      try (RunningProgram program = RunningProgram.ofJar(folder, environment)) {
        assertTrue(json(program, "/?random=ada").get("counted").getAsBoolean());
        program.stop();
      }
      statsig.serve("{\"dynamic_configs\": [7]}");
      try (RunningProgram program = RunningProgram.ofJar(folder, environment)) {
        String ready = program.get("/ready").body();
        assertTrue(ready.contains("Statsig sent specs that cannot be used"), ready);
        assertTrue(json(program, "/?random=ada").get("counted").getAsBoolean());
        statsig.answer(400);
        program.stop();
      }
      assertEquals(Set.of(), proxy.refused());
    }
  }

  private static JsonObject json(RunningProgram program, String path) throws Exception {
    return JsonParser.parseString(program.get(path).body()).getAsJsonObject();
  }
}
