package dev.buttoncolor.statsig;

import com.statsig.sdk.DataSource;
import com.statsig.sdk.DynamicConfig;
import com.statsig.sdk.EvaluationDetails;
import com.statsig.sdk.EvaluationReason;
import com.statsig.sdk.GetExperimentOptions;
import com.statsig.sdk.LogLevel;
import com.statsig.sdk.LoggerInterface;
import com.statsig.sdk.StatsigOptions;
import com.statsig.sdk.StatsigServer;
import com.statsig.sdk.StatsigUser;
import com.statsig.sdk.datastore.IDataStore;
import dev.buttoncolor.experiment.LoggedEvents;
import dev.buttoncolor.experiment.VisitorId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statsig's Java server SDK, as far as this program uses it.
 *
 * <p>It evaluates the documents that it is handed and downloads none by itself. Embedded, it opens
 * no connection and logs nothing. Live, it downloads lists of user ids, and {@link #events()} has
 * what it logs. Safe for use by many threads, except that no evaluation may run while it is handed
 * a document.
 */
final class StatsigSdk {

  /** The SDK's reason for an evaluation by a document that it was handed. */
  static final String HANDED = EvaluationReason.BOOTSTRAP.name();

  /** Far more than it takes, hosts that hang included: it can lose a task for lack of memory. */
  private static final Duration BOUND = Duration.ofMinutes(1);

  private final StatsigServer server = StatsigServer.create();
  private final StatsigOptions options = new StatsigOptions();
  private final GetExperimentOptions silent = new GetExperimentOptions();
  private final GetExperimentOptions logged = new GetExperimentOptions();
  private CompletableFuture<?> initialized;
  private SdkEvents events; // null embedded
  private IdLists lists; // null embedded

  private StatsigSdk() {
    options.setDisableDiagnostics(true);
    options.setDisableIPResolution(true); // it never gets an address, so needs no country table
    options.setCustomLogger(new Slf4jLogger());
    options.setInitializeSources(List.of(DataSource.BOOTSTRAP));
    options.setConfigSyncSources(List.of(DataSource.BOOTSTRAP));
    options.setRulesetsSyncIntervalMs(Long.MAX_VALUE); // it is told when there is a new document
    options.setDataStore(new NoReport());
    silent.setDisableExposureLogging(true);
  }

  static StatsigSdk embedded() {
    StatsigSdk sdk = new StatsigSdk();
    sdk.options.setLocalMode(true);
    sdk.options.setDisableAllLogging(true);
    sdk.logged.setDisableExposureLogging(true); // or each event is made before it is dropped
    // The key only has to look like one: in local mode it is sent to no host.
    sdk.initialized = sdk.server.initializeAsync("secret-embedded", sdk.options);
    return sdk;
  }

  /** Starts it. What is logged before {@link #awaitStart} has returned is lost. */
  static StatsigSdk live(StatsigAccess access) {
    StatsigSdk sdk = new StatsigSdk();
    access.environment().ifPresent(sdk.options::setTier);
    sdk.lists = new IdLists(access);
    sdk.events = SdkEvents.of(sdk.server, access.serverKey(), sdk.options, sdk.lists);
    // The SDK posts stack traces, with the key, to a fixed host: here they go where events go.
    sdk.server
        .getErrorBoundary$StatsigSDK()
        .setUri$StatsigSDK(URI.create(access.events() + "/sdk_exception"));
    sdk.initialized = sdk.server.initializeAsync(access.serverKey(), sdk.options);
    return sdk;
  }

  /** Waits until it logs events: some seconds at most, if the host of its id lists hangs. */
  void awaitStart() {
    await(initialized);
    lists.nothingWaits();
  }

  LoggedEvents events() {
    return events == null ? LoggedEvents.NONE : events;
  }

  /** Why it has no list of users of this name, as a clause; empty if it has one, or needs none. */
  Optional<String> whyMissing(String idList) {
    return lists == null ? Optional.empty() : lists.whyMissing(idList);
  }

  void use(String document) throws InvalidSpecsException {
    await(initialized);
    options.setBootstrapValues(document);
    if (!await(server.syncConfigSpecs()).getConfigSpecReady()) {
      throw new InvalidSpecsException("it is not one that the SDK takes");
    }
  }

  /**
   * @param reason in the SDK's word; {@link #HANDED} if this is what the document says
   */
  record Evaluation(String reason, String ruleId, Map<String, Object> value) {}

  Evaluation evaluate(VisitorId visitor, String experiment, boolean exposed) {
    DynamicConfig config =
        server.getExperimentSync(user(visitor), experiment, exposed ? logged : silent);
    EvaluationDetails details = config.getEvaluationDetails(); // none if it caught something
    String reason = details == null ? "FAILED" : details.getReason().name();
    return new Evaluation(reason, config.getRuleID(), config.getValue());
  }

  void log(VisitorId visitor, String event) {
    server.logEvent(user(visitor), event);
  }

  /** The address is no part of it: it stays in this process. */
  private static StatsigUser user(VisitorId visitor) {
    return new StatsigUser(visitor.value());
  }

  /**
   * Waits for nothing: all that the SDK still does is to wait, for a second, for calls that it does
   * not make here.
   */
  void shutdown() {
    Thread thread = new Thread(server::shutdown, "statsig-shutdown");
    thread.setDaemon(true);
    thread.start();
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.copy().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("Statsig's SDK does not answer: " + e.getCause(), e);
    }
  }

  /**
   * Stores nothing: the SDK calls it in the middle of its start, before it makes a report on that.
   * For the report, which nobody gets, it would read its options by Kotlin's reflection: 960
   * classes, and a seventh of the processor time of the program's start.
   */
  private final class NoReport extends IDataStore {
    @Override
    public void setStatsigOptions(StatsigOptions options) {
      server
          .getErrorBoundary$StatsigSDK()
          .getDiagnostics$StatsigSDK()
          .setSamplingRate(Map.of("initialize", 0));
      options.setDataStore(null);
    }

    @Override
    public String get(String key) {
      return null;
    }

    @Override
    public void set(String key, String value) {}

    @Override
    public void shutdown() {}
  }

  /** What the SDK has to say; without a logger it prints to standard output. */
  private static final class Slf4jLogger implements LoggerInterface {
    private static final Logger LOG = LoggerFactory.getLogger("statsig");

    /** The SDK's own mask leaves the first letters of the key. */
    private static final Pattern KEY = Pattern.compile("secret-[^\\s\"/]*");

    /** Far more than the SDK has. */
    private static final int MOST_WARNINGS = 100;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    @Override
    public void error(String message) {
      LOG.error(masked(message));
    }

    /** While a list cannot be had the SDK warns of the same each minute; once is enough. */
    @Override
    public void warn(String message) {
      if (message.contains(OutOfMemoryError.class.getName())) { // the SDK catches it and goes on
        Thread thread = Thread.currentThread();
        thread
            .getUncaughtExceptionHandler()
            .uncaughtException(thread, new OutOfMemoryError("in Statsig's SDK"));
      }
      if (warned.size() < MOST_WARNINGS && warned.add(message)) {
        LOG.warn(masked(message));
      }
    }

    @Override
    public void info(String message) {
      LOG.debug(masked(message));
    }

    @Override
    public void debug(String message) {
      LOG.trace(masked(message));
    }

    @Override
    public void setLogLevel(LogLevel level) {
      // SLF4J's own settings say what is logged
    }

    private static String masked(String message) {
      return KEY.matcher(message).replaceAll("secret-***");
    }
  }
}
