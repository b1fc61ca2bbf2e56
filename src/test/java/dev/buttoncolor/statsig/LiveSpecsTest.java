package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.statsig.forward.StatsigHttp;
import dev.buttoncolor.support.CapturedLog;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.ReceivedRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs from Statsig: as they change, over restarts, and while Statsig is away or wrong. */
@Timeout(60)
class LiveSpecsTest {

  private static final String KEY = "secret-of-this-test";
  private static final long LATER = 1_700_000_000_000L;
  private static final String RUNNING = "RUNNING Blue - #0000ff";
  private static final String ENDED = "ENDED Orange ENDED #ffa500";
  private static final String UNUSABLE = "Statsig sent specs that cannot be used: ";

  @TempDir private Path folder;
  private final List<LiveClient> started = new ArrayList<>();
  private FakeStatsig statsig;

  @BeforeEach
  void start() throws IOException {
    statsig = FakeStatsig.start(KEY, Documents.named("running"));
  }

  @AfterEach
  void stop() {
    started.forEach(LiveClient::close);
    statsig.close();
  }

  private Path kept() {
    return folder.resolve("specs.json");
  }

  /** Starts a client, which ends with the test at the latest. */
  private LiveClient live() throws Exception {
    LiveClient live = LiveClient.start(statsig, folder);
    started.add(live);
    return live;
  }

  /** The state of the experiment, and what Ada sees in it: her group, why she is not in it. */
  private static String seen(LiveClient live) {
    Assignment ada = live.assign("ada");
    return "%s %s %s %s"
        .formatted(
            live.client().spec().map(spec -> spec.state().name()).orElse("-"),
            ada.group().orElse("-"),
            ada.exclusion().map(Exclusion::name).orElse("-"),
            ada.color().css());
  }

  private static void awaitDegraded(LiveClient live, String... why) {
    live.await(status -> status.degraded().equals(List.of(why)));
  }

  @Test
  void newRunIsObservedBeforeItsFirstVisitorIsAssigned() throws Exception {
    LiveClient live = live();
    String before = live.assign("ada").split().salt();
    Map<String, String> runInForce = new ConcurrentHashMap<>();
    live.client()
        .observe(spec -> runInForce.put(spec.salt(), live.client().spec().orElseThrow().salt()));
    statsig.serve(Documents.named("started-anew", LATER));
    live.await(status -> !live.assign("ada").split().salt().equals(before));
    assertEquals(Map.of(before, before, live.assign("ada").split().salt(), before), runInForce);
  }

  @ParameterizedTest
  @CsvSource({
    "running, RUNNING Blue - #0000ff",
    "not-started, NOT_STARTED - NOT_STARTED #0000ff",
    "ended, ENDED Orange ENDED #ffa500",
    "abandoned, ABANDONED - ABANDONED #0000ff",
    "started-anew, RUNNING Green - #008000",
  })
  void stateIsFollowedDuringARunAndAfterARestartWhileStatsigIsDown(String document, String seen)
      throws Exception {
    String before = document.equals("running") ? "ended" : "running";
    statsig.serve(Documents.named(before, LATER - 1));
    try (LiveClient live = live()) {
      statsig.serve(Documents.named(document, LATER));
      live.await(status -> seen(live).equals(seen) && status.ready());
      while (!Files.readString(kept()).contains("" + LATER)) {
        statsig.received().awaitMore(1, ReceivedRequests.SPECS);
      }
    }
    statsig.refuse();
    try (LiveClient live = live()) {
      assertEquals(seen, seen(live));
      assertTrue(live.client().status().ready());
      String why = live.client().status().degraded().get(0);
      assertTrue(why.startsWith("Statsig serves no specs: no answer: ConnectException"), why);
    }
  }

  @Test
  void runningDocumentTellsGroupsAndShares() throws Exception {
    LiveClient live = live();
    String text = "Data Engineering Boot Camp";
    assertEquals(
        List.of(
            new Group("Blue", 0.4, new ButtonColor(0, 0, 255), text),
            new Group("Green", 0.3, new ButtonColor(0, 128, 0), text),
            new Group("Orange", 0.3, new ButtonColor(255, 165, 0), text)),
        live.client().spec().orElseThrow().groups());
    assertEquals("NETWORK", live.assign("ada").reason());
    assertEquals(
        new StatsigClient.Status(true, "assigns to Blue, Green, Orange (NETWORK)", List.of()),
        live.client().status());
  }

  /** The key's hash was computed in another language: djb2, as an unsigned number. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "user_bucket"     | "moon"          | its "button_color_v3" has a condition of the unknown type moon
          "has_updates":    | "has_updated":  | it lacks "has_updates"
          "time": 1700      | "time": 1600    | it is older than the one in force
          "has_updates":    | "hashed_sdk_key_used": "1", "has_updates": | it belongs to another server key
          "feature_gates":  | "condition_map": {}, "feature_gates": {}, "x": | it is of version 2; version 1 (dcs-v1) is what this program reads
          """)
  void refusedDocumentLeavesTheLastGoodOneInForce(String part, String other, String why)
      throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      LiveClient live = live();
      statsig.serve(Documents.named("running").replace(part, other));
      awaitDegraded(live, UNUSABLE + why);
      statsig.received().awaitMore(3, ReceivedRequests.SPECS);
      assertEquals(RUNNING, seen(live));
      assertEquals(2, log.text().split(Pattern.quote(why), -1).length, log.text());

      JsonObject ended = Documents.parsed("ended");
      ended.addProperty("hashed_sdk_key_used", "3300756968");
      statsig.serve(ended.toString());
      live.await(status -> status.degraded().isEmpty() && seen(live).equals(ENDED));
      assertEquals(List.of(), statsig.received().requestsTo("/v1/sdk_exception"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | Retry-After      | 1  | Statsig refuses the server key: answered 401
          403 | Retry-After      | 1  | Statsig refuses the server key: answered 403
          500 | Retry-After      | 1  | Statsig serves no specs: answered 500
          200 | Content-Encoding | br | Statsig serves no specs: answered in the encoding "br", which was not asked for
          """)
  void answerWithoutSpecsLeavesTheLastOnesInForce(
      int status, String header, String value, String why) throws Exception {
    LiveClient live = live();
    statsig.answer(status, header, value);
    awaitDegraded(live, why);
    assertEquals(RUNNING, seen(live));

    statsig.recover();
    awaitDegraded(live);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                      | it is empty
          {"has_updates": false}  | it says that nothing is new ("has_updates": false), but no specs are here yet
          {"dynamic_configs": 7}  | it is not a JSON object of a spec document's shape: see line 1 column 22 path $.dynamic_configs
          """)
  void withoutSpecsFromTheStartTheReasonIsTold(String answer, String why) throws Exception {
    statsig.serve(answer);
    LiveClient live = live();
    assertFalse(live.client().status().ready());
    awaitDegraded(live, UNUSABLE + why);
    assertEquals(Optional.of(Exclusion.FALLBACK), live.assign("ada").exclusion());
    assertEquals(Optional.empty(), live.client().spec());
    assertEquals(List.of(), statsig.received().requestsTo("/v1/sdk_exception"));
  }

  @Test
  void nothingNewIsNoProblem() throws Exception {
    LiveClient live = live();
    statsig.serve("{\"has_updates\": false}");
    statsig.received().awaitMore(3, ReceivedRequests.SPECS);
    assertEquals(RUNNING, seen(live));
    awaitDegraded(live);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gone       | FALLBACK   | UNRECOGNIZED | the specs have no experiment "button_color_v3"; their experiments are []
          other-unit | OTHER_UNIT | NETWORK      | the experiment assigns by "stableID", and visitors have only user ids
          """)
  void experimentThatCanHaveNoVisitorsIsToldAndCountsNobody(
      String document, Exclusion exclusion, String reason, String why) throws Exception {
    statsig.serve(Documents.named(document));
    LiveClient live = live();
    assertNobodyIsCounted(live, exclusion);
    assertEquals(reason, live.assign("ada").reason());
    awaitDegraded(live, why);
  }

  @Test
  void groupWithoutAReadableColorCountsNobodyUntilItIsMended() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      LiveClient live = live();
      String broken = Documents.named("running").replace("\"green\"", "\"greenish\"");
      statsig.serve(broken);
      String why =
          "the group \"Green\" has no readable color: its parameter \"Button Color\" is"
              + " \"greenish\", which is no opaque CSS color, beside which it has \"Paragraph Text\":"
              + " \"Data Engineering Boot Camp\"";
      awaitDegraded(live, why);
      statsig.serve(broken.replace("1700000000000", "1700000000001"));
      statsig.received().awaitMore(3, ReceivedRequests.SPECS);
      assertEquals(
          Optional.of("No visitor is in the experiment: " + why + "."), live.client().remark());
      assertNobodyIsCounted(live, Exclusion.UNREADABLE_COLOR);
      assertEquals(2, log.text().split("greenish", -1).length, log.text());

      statsig.serve(Documents.named("running", LATER + 2));
      awaitDegraded(live);
      assertEquals(RUNNING, seen(live));
    }
  }

  /** In neither half: the SDK logs no exposure either. */
  private static void assertNobodyIsCounted(LiveClient live, Exclusion why) throws Exception {
    Assignment ada = live.client().expose(new VisitorId("ada"));
    assertEquals(Optional.of(why), ada.exclusion());
    assertEquals(Optional.empty(), ada.group());
    assertEquals(ButtonColor.DEFAULT, ada.color());
    assertEquals(List.of(), live.client().events().collect());
    assertTrue(live.client().status().ready());
  }

  @Test
  void specsAreKeptForTheirKeyAloneAndNotUsedIfTheyAreDamaged() throws Exception {
    live().close();
    statsig.hang();
    try (LiveClient live = live()) {
      assertEquals(RUNNING, seen(live));
    }
    statsig.recover();
    statsig.refuse();
    try (LiveClient other = LiveClient.start("secret-of-another", statsig.uri(), folder)) {
      assertFalse(other.client().status().ready());
    }
    Files.writeString(kept(), Files.readString(kept()).replace("\"rules\"", "\"ruins\""));
    try (LiveClient live = live()) {
      assertFalse(live.client().status().ready());
    }
  }

  /** Each assignment is by one document alone, also at the moment of a switch. */
  @Test
  void visitorIsNeverAssignedByHalfOfEachOfTwoDocuments() throws Exception {
    Map<String, String> groupBySalt = Map.of("5f0a-salt-1", "Blue", "77c1-salt-2", "Green");
    LiveClient live = live();
    SpecDocument running = SpecDocument.parse(Documents.named("running")).orElseThrow();
    SpecDocument anew = SpecDocument.parse(Documents.named("started-anew", LATER)).orElseThrow();
    Thread switching =
        new Thread(
            () -> {
              for (int i = 0; i < 300; i++) {
                try {
                  live.client().use(i % 2 == 0 ? anew : running, "NETWORK");
                } catch (InvalidSpecsException e) {
                  throw new AssertionError(e);
                }
              }
            });
    switching.start();
    do {
      Assignment ada = live.assign("ada");
      assertEquals(Optional.of(groupBySalt.get(ada.split().salt())), ada.group());
    } while (switching.isAlive());
    switching.join();
  }

  /** The key is a part of the address, which such a server sends back as its first line. */
  @Test
  void keyIsNotRepeatedAfterAServerThatEchoes() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      new Thread(() -> echo(server)).start();
      URI echo = URI.create("http://127.0.0.1:%d/v1".formatted(server.getLocalPort()));
      try (LiveClient live = LiveClient.start(KEY, echo, folder)) {
        awaitDegraded(live, "Statsig serves no specs: no answer: ProtocolException");
      }
    }
  }

  private static void echo(ServerSocket server) {
    while (true) {
      try (Socket client = server.accept()) {
        byte[] request = new byte[8_000];
        int length = client.getInputStream().read(request);
        client.getOutputStream().write(request, 0, length);
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  /** A list names users by the first 8 characters of their ids' SHA-256 in Base64. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          good    | OVERRIDDEN |
          foreign |            | it is at http://localhost:\\d+, and may be at http://127.0.0.1:\\d+
          moved   |            | it was answered 302
          large   |            | there is an answer of .*
          unknown |            | the index of lists does not name it
          """)
  void idListIsLoadedFromOneHostWithoutTheKeyOrNamed(String list, Exclusion olga, String why)
      throws Exception {
    try (FakeStatsig elsewhere = FakeStatsig.start(KEY)) {
      String foreign = elsewhere.uri().toString().replace("127.0.0.1", "localhost");
      statsig.serve(
          "/v1/get_id_lists",
          Documents.index(
              Map.of(
                  "good", statsig.uri() + "/good?sig=1",
                  "foreign", foreign,
                  "moved", statsig.uri() + "/moved",
                  "large", statsig.uri() + "/large")));
      statsig.serve("/v1/good", "+P6mHSTyj\n");
      statsig.redirect("/v1/moved", elsewhere.uri());
      statsig.serve("/v1/large", " ".repeat(StatsigHttp.LARGEST_ANSWER + 1));
      statsig.serve(Documents.asking(list));
      String told =
          "the id list \"%s\" could not be had \\(%s\\), so its gate is false for everybody";
      LiveClient live = live();
      assertLinesMatch(
          why == null ? List.of() : List.of(told.formatted(list, why)),
          live.client().status().degraded());
      assertEquals(Optional.ofNullable(olga), live.assign("olga").exclusion());
      assertFalse(statsig.received().awaitRequest("/v1/good").headers().containsValue(KEY));
      assertEquals(Set.of(), elsewhere.received().paths());
    }
  }

  /** A list's host or the index may hang or trickle: neither pages nor events wait for that. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/get_id_lists", "/v1/lists/0"})
  void neitherSpecsNorEventsWaitForIdListsThatTrickle(String path) throws Exception {
    Map<String, String> lists = // more than the SDK has threads for
        IntStream.range(0, 8)
            .boxed()
            .collect(Collectors.toMap(i -> "list-" + i, i -> statsig.uri() + "/lists/0"));
    statsig.serve("/v1/get_id_lists", Documents.index(lists));
    statsig.trickle(path);
    LiveClient live = live();
    live.client().logSignup(new VisitorId("early"));
    assertEquals(1, live.client().events().collect().size());
    live.await(StatsigClient.Status::ready);
    statsig.serve(Documents.named("ended"));
    live.await(status -> seen(live).equals(ENDED));
    live.client().logSignup(new VisitorId("ada"));
    assertEquals(2, live.client().events().collect().size());
  }

  /** A document that the SDK cannot evaluate makes it post a stack trace. */
  @Test
  void stackTracesGoWhereEventsGoAndToNoFixedHost() throws Exception {
    StatsigAccess access = new StatsigAccess(KEY, Optional.of(statsig.uri()), Optional.empty());
    StatsigSdk sdk = StatsigSdk.live(access);
    sdk.use(Documents.named("running").replace("\"user_bucket\"", "\"moon\""));
    sdk.evaluate(new VisitorId("ada"), "button_color_v3", true);
    statsig.received().awaitRequest("/v1/sdk_exception");
    sdk.shutdown();
  }
}
