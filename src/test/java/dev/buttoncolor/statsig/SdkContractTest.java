package dev.buttoncolor.statsig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.statsig.sdk.DataSource;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.StatsigUser;
import dev.buttoncolor.experiment.VisitorId;
import dev.buttoncolor.statsig.forward.Forwarder;
import dev.buttoncolor.store.EventStore;
import dev.buttoncolor.store.TestLog;
import dev.buttoncolor.store.database.SqliteDatabase;
import dev.buttoncolor.support.FakeStatsig;
import dev.buttoncolor.support.ReceivedRequests.Event;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What reaches Statsig through the outbox is, field by field, what the same SDK posts by itself in
 * another process, for every document of the tests.
 */
@Timeout(120)
class SdkContractTest {

  private static final String KEY = "secret-of-this-contract";
  private static final String ENVIRONMENT = "staging";
  private static final List<String> USERS =
      List.of("ada", "olga", "visitor-2", "malisitor-3", "visitor-4", "malisitor-5", "visitor-8");

  @TempDir private Path folder;

  @Test
  void eventsAreThoseThatTheSdkPostsByItself() throws Exception {
    List<Path> documents = documents();
    try (FakeStatsig itself = FakeStatsig.start(KEY, "{}");
        FakeStatsig ours = FakeStatsig.start(KEY, "{}")) {
      runSdk(itself, documents);
      runOurs(ours, documents);
      List<Event> expected = itself.received().events();
      List<Event> sent = ours.received().awaitEvents(expected.size());
      assertEquals(
          expected.stream().map(SdkContractTest::withoutTimes).toList(),
          sent.stream().map(SdkContractTest::withoutTimes).toList());
      assertEquals(comparable(expected.get(0).sdk()), comparable(sent.get(0).sdk()));
      assertEquals(headers(expected.get(0)), headers(sent.get(0)));
      assertEquals(
          USERS.size() * documents.size(),
          expected.stream().filter(event -> event.experiment() == null).count());
    }
  }

  /** As the program hands them to its SDK, each a moment younger than the one before. */
  private List<Path> documents() throws Exception {
    List<Path> documents = new ArrayList<>();
    Path all = Path.of(SdkContractTest.class.getResource("running.json").toURI()).getParent();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(all, "*.json")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String text =
            Documents.named(name.replace(".json", ""), 1_700_000_000_000L + documents.size());
        String handed = SpecDocument.parse(text).orElseThrow().textForSdk();
        documents.add(Files.writeString(folder.resolve(name), handed));
      }
    }
    return documents;
  }

  private void runSdk(FakeStatsig statsig, List<Path> documents) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SdkByItself.class.getName(),
                statsig.uri().toString()));
    documents.forEach(document -> command.add(document.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
  }

  private void runOurs(FakeStatsig statsig, List<Path> documents) throws Exception {
    StatsigAccess access =
        new StatsigAccess(KEY, Optional.of(statsig.uri()), Optional.of(ENVIRONMENT));
    StatsigSdk sdk = StatsigSdk.live(access);
    sdk.awaitStart();
    try (EventStore store =
            EventStore.open(
                new SqliteDatabase(folder.resolve("experiment.db")),
                TestLog.LIVE,
                sdk.events(),
                Clock.systemUTC());
        Forwarder forwarder = Forwarder.start(store.outbox(), access.events(), KEY)) {
      for (Path document : documents) {
        sdk.use(Files.readString(document));
        for (String user : USERS) {
          sdk.evaluate(new VisitorId(user), Documents.NAMES.experiment(), true);
          sdk.log(new VisitorId(user), Documents.NAMES.signupEvent());
        }
      }
      store.outbox().commitLogged(Duration.ofSeconds(30));
      assertEquals(Optional.empty(), forwarder.problem());
    }
    sdk.shutdown();
  }

  private static JsonObject withoutTimes(Event event) {
    JsonObject json = event.json().deepCopy();
    json.remove("time");
    if (json.has("metadata")) {
      json.getAsJsonObject("metadata").remove("serverTime");
    }
    return json;
  }

  /** Each life of an SDK has a session id of its own. */
  private static JsonObject comparable(JsonObject sdk) {
    JsonObject json = sdk.deepCopy();
    json.addProperty("sessionID", json.get("sessionID").getAsString().length());
    return json;
  }

  /** Without what is another in each post. */
  private static Map<String, String> headers(Event event) {
    Map<String, String> headers = new TreeMap<>(event.request().headers());
    List.of(
            "Host",
            "Content-length", // the SDK sends its posts in chunks
            "Transfer-encoding",
            "Statsig-client-time",
            "Statsig-server-session-id",
            "Statsig-event-count")
        .forEach(headers::remove);
    return headers;
  }

  /** The SDK as its documentation says: it posts its events itself. A program of its own. */
  static final class SdkByItself {
    /** Exposes and signs up the users at the first argument under the documents that follow. */
    public static void main(String[] args) throws Exception {
      StatsigOptions options = new StatsigOptions();
      options.setApi(args[0]);
      options.setApiForDownloadConfigSpecs(args[0]);
      options.setApiForGetIdlists(args[0]);
      options.setTier(ENVIRONMENT);
      options.setDisableDiagnostics(true);
      options.setDisableIPResolution(true);
      options.setInitializeSources(List.of(DataSource.BOOTSTRAP));
      options.setConfigSyncSources(List.of(DataSource.BOOTSTRAP));
      options.setRulesetsSyncIntervalMs(Long.MAX_VALUE);
      StatsigServer sdk = StatsigServer.create();
      sdk.initializeAsync(KEY, options).get();
      for (String document : List.of(args).subList(1, args.length)) {
        options.setBootstrapValues(Files.readString(Path.of(document)));
        sdk.syncConfigSpecs().get();
        for (String user : USERS) {
          sdk.getExperimentSync(new StatsigUser(user), Documents.NAMES.experiment());
          sdk.logEvent(new StatsigUser(user), Documents.NAMES.signupEvent());
        }
      }
      sdk.shutdown();
      System.exit(0); // its threads would go on
    }
  }
}
