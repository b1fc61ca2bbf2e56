package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.buttoncolor.experiment.Assignment;
import dev.buttoncolor.experiment.ButtonColor;
import dev.buttoncolor.experiment.Exclusion;
import dev.buttoncolor.experiment.ExperimentSpec;
import dev.buttoncolor.experiment.ExperimentState;
import dev.buttoncolor.experiment.Group;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.support.FakeStatsig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs from Statsig: as they change, over restarts, and while Statsig is away or wrong. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class LiveSpecsTest {

  private static final String KEY = "secret-of-this-test";

  @TempDir private Path folder;
  private FakeStatsig statsig;

  /** The states of the experiment, with the documents that tell them and what Ada sees in them. */
  enum State {
    RUNNING("running", "Blue", null, "blue"),
    NOT_STARTED("not-started", null, Exclusion.NOT_STARTED, "blue"),
    ENDED("ended", "Orange", Exclusion.ENDED, "orange"),
    ABANDONED("abandoned", null, Exclusion.ABANDONED, "blue");

    private final String document;
    private final Optional<String> group;
    private final Optional<Exclusion> exclusion;
    private final ButtonColor color;

    State(String document, String group, Exclusion exclusion, String color) {
      this.document = document;
      this.group = Optional.ofNullable(group);
      this.exclusion = Optional.ofNullable(exclusion);
      this.color = ButtonColor.parse(color).orElseThrow();
    }

    boolean isOf(LiveClient live) {
      return live.client().spec().map(ExperimentSpec::state).equals(Optional.of(state()));
    }

    ExperimentState state() {
      return ExperimentState.valueOf(name());
    }

    void assertServed(LiveClient live) {
      Assignment ada = live.assign("ada");
      assertEquals(group, ada.group());
      assertEquals(exclusion, ada.exclusion());
      assertEquals(color, ada.color());
      assertTrue(live.client().status().ready());
    }
  }

  @BeforeEach
  void start() throws IOException {
    statsig = FakeStatsig.start(KEY, Documents.named("running"));
  }

  @AfterEach
  void stop() {
    statsig.close();
  }

  private LiveClient live() throws Exception {
    return LiveClient.start(statsig, folder);
  }

  /** Leaves behind what a start keeps for the next one. */
  private void keepSpecs() throws Exception {
    try (LiveClient live = live()) {
      live.await(StatsigStatus::ready);
    }
  }

  private static List<String> logged(Work work) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private interface Work {
    void run() throws Exception;
  }

  @Test
  void newRunIsObservedBeforeItsFirstVisitorIsAssigned() throws Exception {
    try (LiveClient live = live()) {
      String before = live.assign("ada").split().salt();
      Map<String, String> runInForce = new ConcurrentHashMap<>();
      live.client()
          .observe(spec -> runInForce.put(spec.salt(), live.client().spec().orElseThrow().salt()));
      statsig.serve(Documents.named("started-anew", 1_700_000_000_000L));
      live.await(status -> !live.assign("ada").split().salt().equals(before));
      assertEquals(Map.of(before, before, live.assign("ada").split().salt(), before), runInForce);
    }
  }

  @Test
  void instanceWhoseSdkNoLongerEvaluatesIsNotReady() throws Exception {
    try (LiveClient live = live()) {
      assertTrue(live.client().status().ready());
      live.client().close();
      live.await(now -> !now.ready());
      StatsigStatus status = live.client().status();
      assertTrue(
          status.degraded().contains("the SDK fails to evaluate visitors"), status::toString);
      assertEquals(Optional.of(Exclusion.FALLBACK), live.assign("ada").exclusion());
    }
  }

  @Test
  void statesAreFollowedDuringARun() throws Exception {
    try (LiveClient live = live()) {
      long time = 1_700_000_000_000L;
      for (State state : State.values()) {
        statsig.serve(Documents.named(state.document, time++));
        live.await(status -> state.isOf(live));
        state.assertServed(live);
      }
      statsig.serve(Documents.named("started-anew", time));
      live.await(status -> State.RUNNING.isOf(live));
      assertEquals("77c1-salt-2", live.assign("ada").split().salt());
    }
  }

  @ParameterizedTest
  @EnumSource
  void stateIsTheSameAfterARestartWhileStatsigIsDown(State state) throws Exception {
    statsig.serve(Documents.named(state.document));
    keepSpecs();
    statsig.refuse();
    try (LiveClient live = live()) {
      assertTrue(state.isOf(live));
      state.assertServed(live);
      assertEquals("DATA_ADAPTER", live.assign("ada").reason());
      String why = live.client().status().degraded().get(0);
      assertTrue(why.startsWith("Statsig serves no specs: no answer: ConnectException"), why);
    }
  }

  @Test
  void runningDocumentTellsGroupsAndShares() throws Exception {
    try (LiveClient live = live()) {
      ExperimentSpec spec = live.client().spec().orElseThrow();
      String text = "Data Engineering Boot Camp";
      assertEquals("5f0a-salt-1", spec.salt());
      assertEquals(
          List.of(
              new Group("Blue", 0.4, new ButtonColor(0, 0, 255), text),
              new Group("Green", 0.3, new ButtonColor(0, 128, 0), text),
              new Group("Orange", 0.3, new ButtonColor(255, 165, 0), text)),
          spec.groups());
      assertEquals("NETWORK", live.assign("ada").reason());
      assertEquals(
          new StatsigStatus(true, "assigns to Blue, Green, Orange (NETWORK)", List.of()),
          live.client().status());
    }
  }

  @Test
  void shippedGroupIsKnown() throws Exception {
    statsig.serve(Documents.named("ended"));
    try (LiveClient live = live()) {
      assertEquals(Optional.of("Orange"), live.client().spec().orElseThrow().shippedGroup());
    }
  }

  @Test
  void refusedDocumentLeavesTheLastGoodOneInForce() throws Exception {
    try (LiveClient live = live()) {
      Assignment before = live.assign("ada");
      List<String> log =
          logged(
              () -> {
                statsig.serve(Documents.named("running").replace("\"user_bucket\"", "\"moon\""));
                live.await(status -> !status.degraded().isEmpty());
                int asked = statsig.received().downloads().size();
                statsig.received().awaitDownloads(asked + 3);
              });
      assertDegraded(
          live,
          "Statsig sent specs that cannot be used: its \"button_color_v3\" has a condition of the"
              + " unknown type moon");
      assertEquals(before, live.assign("ada"));
      assertEquals(1, log.stream().filter(line -> line.contains("unknown type moon")).count());

      statsig.serve(Documents.named("ended"));
      live.await(status -> status.degraded().isEmpty() && State.ENDED.isOf(live));
      assertEquals(List.of(), live.stackTraces());
    }
  }

  @Test
  void refusedDocumentAtTheStartIsLikeNone() throws Exception {
    statsig.serve("{\"dynamic_configs\": 7}");
    try (LiveClient live = live()) {
      assertFalse(live.client().status().ready());
      assertEquals(Optional.of(Exclusion.FALLBACK), live.assign("ada").exclusion());
      assertEquals(Optional.empty(), live.client().spec());
      assertEquals(List.of(), live.stackTraces());
    }
  }

  @ParameterizedTest
  @CsvSource({"401", "403"})
  void refusedKeyIsToldAndTheLastSpecsStayInForce(int status) throws Exception {
    try (LiveClient live = live()) {
      statsig.answer(status);
      live.await(now -> !now.degraded().isEmpty());
      assertDegraded(live, "Statsig refuses the server key: answered " + status);
      State.RUNNING.assertServed(live);

      statsig.recover();
      live.await(now -> now.degraded().isEmpty());
    }
  }

  @Test
  void specsOfAnotherKeyAreNotUsed() throws Exception {
    keepSpecs();
    try (FakeStatsig other = FakeStatsig.start("secret-of-another-project")) {
      other.answer(503);
      try (LiveClient live = LiveClient.start(other, folder)) {
        assertFalse(live.client().status().ready());
        assertEquals(Optional.empty(), live.client().spec());
      }
    }
  }

  @Test
  void documentMadeForAnotherKeyIsRefused() throws Exception {
    JsonObject other = Documents.parsed("ended");
    other.addProperty("hashed_sdk_key_used", "1");
    try (LiveClient live = live()) {
      statsig.serve(other.toString());
      live.await(status -> !status.degraded().isEmpty());
      assertDegraded(
          live, "Statsig sent specs that cannot be used: it belongs to another server key");

      // Computed in another language: djb2 of the key, as an unsigned number.
      other.addProperty("hashed_sdk_key_used", "3300756968");
      statsig.serve(other.toString());
      live.await(status -> State.ENDED.isOf(live));
    }
  }

  @Test
  void olderDocumentIsRefused() throws Exception {
    statsig.serve(Documents.named("ended"));
    try (LiveClient live = live()) {
      statsig.serve(Documents.named("running", 1_600_000_000_000L));
      live.await(status -> !status.degraded().isEmpty());
      State.ENDED.assertServed(live);
    }
  }

  @Test
  void nothingNewIsNoProblem() throws Exception {
    try (LiveClient live = live()) {
      statsig.serve("{\"has_updates\": false}");
      int asked = statsig.received().downloads().size();
      statsig.received().awaitDownloads(asked + 3);
      State.RUNNING.assertServed(live);
      assertEquals(List.of(), live.client().status().degraded());
    }
  }

  @Test
  void experimentThatIsGoneIsToldAndVisitorsGetTheDefault() throws Exception {
    try (LiveClient live = live()) {
      statsig.serve(Documents.named("gone"));
      live.await(status -> live.client().spec().isEmpty());
      assertEquals(Optional.of(Exclusion.FALLBACK), live.assign("ada").exclusion());
      assertEquals("UNRECOGNIZED", live.assign("ada").reason());
      assertTrue(live.client().status().ready());
      assertDegraded(
          live, "the specs have no experiment \"button_color_v3\"; their experiments are []");
    }
  }

  @Test
  void experimentThatAssignsByAnotherUnitCountsNoVisitor() throws Exception {
    statsig.serve(Documents.named("other-unit"));
    try (LiveClient live = live()) {
      Assignment ada = live.assign("ada");
      assertEquals(Optional.of(Exclusion.OTHER_UNIT), ada.exclusion());
      assertEquals(Optional.empty(), ada.group());
      assertEquals(ButtonColor.DEFAULT, ada.color());
      assertTrue(live.client().status().ready());
      assertDegraded(
          live, "the experiment assigns by \"stableID\", and visitors have only user ids");
    }
  }

  @Test
  void startWhileStatsigHangsRunsOnKeptSpecs() throws Exception {
    keepSpecs();
    statsig.hang();
    try (LiveClient live = live()) {
      State.RUNNING.assertServed(live);
    }
  }

  @Test
  void keptSpecsThatAreDamagedAreNotUsed() throws Exception {
    keepSpecs();
    statsig.refuse();
    Path kept = folder.resolve("specs.json");
    Files.writeString(kept, Files.readString(kept).replace("\"rules\"", "\"ruins\""));
    try (LiveClient live = live()) {
      assertFalse(live.client().status().ready());
    }
  }

  private static void assertDegraded(LiveClient live, String why) {
    assertEquals(List.of(why), live.client().status().degraded());
  }

  /** Each assignment is by one document alone, also at the moment of a switch. */
  @Test
  void visitorIsNeverAssignedByHalfOfEachOfTwoDocuments() throws Exception {
    Map<String, String> groupBySalt = Map.of("5f0a-salt-1", "Blue", "77c1-salt-2", "Green");
    try (LiveClient live = live()) {
      SpecDocument running = SpecDocument.parse(Documents.named("running")).orElseThrow();
      SpecDocument anew =
          SpecDocument.parse(Documents.named("started-anew", 1_700_000_000_000L)).orElseThrow();
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
  }

  /** A list names users by the first 8 characters of their ids' SHA-256 in Base64. */
  @Test
  void idListsAreLoadedFromTheirHostAndNoOther() throws Exception {
    try (FakeStatsig elsewhere = FakeStatsig.start(KEY)) {
      String list =
          "{\"name\": \"%s\", \"size\": 10, \"fileID\": \"f\", \"creationTime\": 1,"
              + " \"url\": \"%s/lists/a\"}";
      statsig.serve(
          "/v1/get_id_lists",
          "{\"testers\": %s, \"foreign\": %s, \"moved\": %s}"
              .formatted(
                  list.formatted("testers", statsig.uri()),
                  list.formatted("foreign", elsewhere.uri()),
                  list.formatted("moved", statsig.uri() + "/moved")));
      statsig.redirect("/v1/moved/lists/a", elsewhere.uri());
      statsig.serve("/v1/lists/a", "+P6mHSTyj\n");
      statsig.serve(
          Documents.named("overridden")
              .replace("[\"olga\"]", "\"testers\"")
              .replace(
                  "\"any\", \"field\": \"userID\"", "\"in_segment_list\", \"field\": \"userID\""));
      try (LiveClient live = live()) {
        live.await(StatsigStatus::ready);
        assertEquals(Optional.of(Exclusion.OVERRIDDEN), live.assign("olga").exclusion());
        assertEquals(Optional.empty(), live.assign("malvin").exclusion());
      }
      assertEquals(Set.of(), elsewhere.received().paths());
    }
  }

  /** A list's host or the index may hang or trickle: neither pages nor events wait for that. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/get_id_lists", "/v1/lists/0"})
  void neitherSpecsNorEventsWaitForIdListsThatTrickle(String path) throws Exception {
    String lists =
        IntStream.range(0, 8) // more than the SDK has threads for
            .mapToObj(
                i ->
                    "\"list-%d\": {\"size\": 10, \"fileID\": \"f\", \"creationTime\": 1, \"url\": \"%s/lists/0\"}"
                        .formatted(i, statsig.uri()))
            .collect(Collectors.joining(", ", "{", "}"));
    statsig.serve("/v1/get_id_lists", lists);
    statsig.trickle(path);
    try (LiveClient live = live()) {
      live.client().logSignup(new VisitorId("early"));
      assertEquals(1, live.client().events().collect().size());
      live.await(StatsigStatus::ready);
      statsig.serve(Documents.named("ended"));
      live.await(status -> State.ENDED.isOf(live));
      live.client().logSignup(new VisitorId("ada"));
      assertEquals(2, live.client().events().collect().size());
    }
  }

  /** A document that the SDK cannot evaluate makes it post a stack trace. */
  @Test
  void stackTracesGoWhereEventsGoAndToNoFixedHost() throws Exception {
    StatsigAccess access = new StatsigAccess(KEY, Optional.of(statsig.uri()), Optional.empty());
    StatsigSdk sdk = StatsigSdk.live(access);
    sdk.use(Documents.named("running").replace("\"user_bucket\"", "\"moon\""));
    sdk.evaluate(new VisitorId("ada"), "button_color_v3", true);
    statsig.received().awaitRequestTo("/v1/sdk_exception");
    sdk.shutdown();
  }
}
